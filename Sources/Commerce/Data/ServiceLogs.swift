/// Messages of a shop's services.
enum ServiceLogs {
  static let table = DataTable(
    name: "logs",
    columns: [("service", .text), ("level", .text), ("message", .text), ("weight", .weight)],
    text: text)

  private static let text = """
    checkout|INFO|Order placed|60
    checkout|INFO|Basket updated|80
    checkout|INFO|Delivery address confirmed|30
    checkout|INFO|Voucher applied|10
    checkout|WARNING|Basket held an article that is out of stock|10
    checkout|WARNING|Order took longer than 2 s|8
    checkout|WARNING|Voucher had expired|5
    checkout|ERROR|Order could not be stored|4
    checkout|ERROR|Price of the basket changed while it was paid|2
    checkout|DEBUG|Basket loaded from the cache|10
    catalogue|INFO|Product page served|90
    catalogue|INFO|Product updated|15
    catalogue|INFO|Price list reloaded|4
    catalogue|WARNING|Picture is missing|8
    catalogue|WARNING|Stock is below the reorder point|10
    catalogue|ERROR|Product has no price|3
    catalogue|ERROR|Database did not answer within 5 s|2
    catalogue|DEBUG|Cache entry renewed|10
    search|INFO|Query answered|90
    search|INFO|Index refreshed|6
    search|WARNING|Query without a result|12
    search|WARNING|Too many queries from one address|8
    search|WARNING|Query took longer than 1 s|6
    search|ERROR|Index shard is not reachable|3
    search|ERROR|Query could not be parsed|2
    search|DEBUG|Query rewritten|10
    payments|INFO|Payment accepted|70
    payments|INFO|Refund sent|8
    payments|INFO|Card token stored|12
    payments|WARNING|Bank answered slowly|8
    payments|WARNING|Payment was tried a second time|6
    payments|ERROR|Bank is not reachable|6
    payments|ERROR|Payment timed out|8
    payments|ERROR|Signature of the bank's answer is wrong|1
    payments|DEBUG|Connection to the bank opened|10
    delivery|INFO|Parcel handed over|40
    delivery|INFO|Route planned|20
    delivery|INFO|Parcel delivered|40
    delivery|WARNING|Nobody was at home|8
    delivery|WARNING|Delivery is late|8
    delivery|ERROR|Address could not be found|4
    delivery|ERROR|Label could not be printed|2
    delivery|DEBUG|Position of a van received|10
    accounts|INFO|Customer signed in|90
    accounts|INFO|Customer registered|10
    accounts|INFO|Password changed|5
    accounts|WARNING|Wrong password|15
    accounts|WARNING|Sign-in from a new country|4
    accounts|ERROR|Session store is not reachable|2
    accounts|DEBUG|Session renewed|10
    """
}
