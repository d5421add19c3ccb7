/// Why a payment fails, and how often beside the others.
enum PaymentFailures {
  static let table = DataTable(
    name: "payment_failures",
    columns: [("reason", .text), ("payment_type", .text), ("weight", .weight)],
    text: """
      Insufficient funds|Card|40
      Card expired|Card|15
      Invalid CVV|Card|12
      Bank declined|Card|20
      Card blocked|Card|5
      Insufficient funds|Internet Banking|35
      Session expired|Internet Banking|25
      Bank not reachable|Internet Banking|20
      Wrong password|Internet Banking|10
      Daily limit reached|UPI|20
      Wrong PIN|UPI|30
      Bank not reachable|UPI|25
      Balance too low|Wallet|60
      Wallet locked|Wallet|10
      Timeout|Wallet|15
      Account details wrong|Transfer|30
      Transfer refused|Transfer|20
      """)
}
