/// Cities with their places, time zones and people; the larger, the more often drawn.
enum Cities {
  static let table = DataTable(
    name: "cities",
    columns: [
      ("country", .text), ("region", .text), ("city", .text), ("latitude", .decimal),
      ("longitude", .decimal), ("zone", .text), ("weight", .weight),
    ],
    text: [("United States", unitedStates), ("Mexico", mexico), ("China", china)]
      .flatMap { country, text in text.split(separator: "\n").map { "\(country)|\($0)" } }
      .joined(separator: "\n"))

  /// Region, city, latitude, longitude, zone, thousands of people.
  private static let unitedStates = """
    New York|New York|40.71|-74.01|America/New_York|8336
    California|Los Angeles|34.05|-118.24|America/Los_Angeles|3898
    Illinois|Chicago|41.88|-87.63|America/Chicago|2746
    Texas|Houston|29.76|-95.37|America/Chicago|2304
    Arizona|Phoenix|33.45|-112.07|America/Phoenix|1608
    Pennsylvania|Philadelphia|39.95|-75.17|America/New_York|1603
    Texas|San Antonio|29.42|-98.49|America/Chicago|1434
    California|San Diego|32.72|-117.16|America/Los_Angeles|1386
    Texas|Dallas|32.78|-96.80|America/Chicago|1304
    California|San Jose|37.34|-121.89|America/Los_Angeles|1013
    Texas|Austin|30.27|-97.74|America/Chicago|961
    Florida|Jacksonville|30.33|-81.66|America/New_York|949
    Texas|Fort Worth|32.76|-97.33|America/Chicago|918
    Ohio|Columbus|39.96|-83.00|America/New_York|905
    North Carolina|Charlotte|35.23|-80.84|America/New_York|874
    California|San Francisco|37.77|-122.42|America/Los_Angeles|873
    Indiana|Indianapolis|39.77|-86.16|America/Indiana/Indianapolis|887
    Washington|Seattle|47.61|-122.33|America/Los_Angeles|737
    Colorado|Denver|39.74|-104.99|America/Denver|715
    District of Columbia|Washington|38.91|-77.04|America/New_York|689
    Massachusetts|Boston|42.36|-71.06|America/New_York|675
    Texas|El Paso|31.76|-106.49|America/Denver|678
    Tennessee|Nashville|36.16|-86.78|America/Chicago|689
    Michigan|Detroit|42.33|-83.05|America/Detroit|639
    Oklahoma|Oklahoma City|35.47|-97.52|America/Chicago|681
    Oregon|Portland|45.52|-122.68|America/Los_Angeles|652
    Nevada|Las Vegas|36.17|-115.14|America/Los_Angeles|641
    Tennessee|Memphis|35.15|-90.05|America/Chicago|633
    Kentucky|Louisville|38.25|-85.76|America/Kentucky/Louisville|633
    Maryland|Baltimore|39.29|-76.61|America/New_York|585
    Wisconsin|Milwaukee|43.04|-87.91|America/Chicago|577
    New Mexico|Albuquerque|35.08|-106.65|America/Denver|564
    Arizona|Tucson|32.22|-110.97|America/Phoenix|542
    California|Fresno|36.74|-119.79|America/Los_Angeles|542
    California|Sacramento|38.58|-121.49|America/Los_Angeles|524
    Missouri|Kansas City|39.10|-94.58|America/Chicago|508
    Arizona|Mesa|33.42|-111.83|America/Phoenix|504
    Georgia|Atlanta|33.75|-84.39|America/New_York|498
    Nebraska|Omaha|41.26|-95.93|America/Chicago|486
    Colorado|Colorado Springs|38.83|-104.82|America/Denver|478
    North Carolina|Raleigh|35.78|-78.64|America/New_York|467
    California|Long Beach|33.77|-118.19|America/Los_Angeles|466
    Virginia|Virginia Beach|36.85|-75.98|America/New_York|459
    Florida|Miami|25.76|-80.19|America/New_York|442
    California|Oakland|37.80|-122.27|America/Los_Angeles|440
    Minnesota|Minneapolis|44.98|-93.27|America/Chicago|429
    Oklahoma|Tulsa|36.15|-95.99|America/Chicago|413
    California|Bakersfield|35.37|-119.02|America/Los_Angeles|403
    Kansas|Wichita|37.69|-97.34|America/Chicago|397
    Texas|Arlington|32.74|-97.11|America/Chicago|394
    Florida|Tampa|27.95|-82.46|America/New_York|385
    Louisiana|New Orleans|29.95|-90.07|America/Chicago|384
    Ohio|Cleveland|41.50|-81.69|America/New_York|372
    Hawaii|Honolulu|21.31|-157.86|Pacific/Honolulu|350
    California|Anaheim|33.84|-117.91|America/Los_Angeles|347
    Kentucky|Lexington|38.04|-84.50|America/New_York|323
    California|Stockton|37.96|-121.29|America/Los_Angeles|321
    Texas|Corpus Christi|27.80|-97.40|America/Chicago|318
    Minnesota|Saint Paul|44.95|-93.09|America/Chicago|311
    New Jersey|Newark|40.74|-74.17|America/New_York|311
    Ohio|Cincinnati|39.10|-84.51|America/New_York|309
    Florida|Orlando|28.54|-81.38|America/New_York|308
    Pennsylvania|Pittsburgh|40.44|-80.00|America/New_York|303
    Missouri|Saint Louis|38.63|-90.20|America/Chicago|302
    North Carolina|Greensboro|36.07|-79.79|America/New_York|299
    Alaska|Anchorage|61.22|-149.90|America/Anchorage|291
    Nebraska|Lincoln|40.81|-96.70|America/Chicago|291
    New York|Buffalo|42.89|-78.88|America/New_York|278
    Wisconsin|Madison|43.07|-89.40|America/Chicago|270
    Nevada|Reno|39.53|-119.81|America/Los_Angeles|264
    Idaho|Boise|43.62|-116.20|America/Boise|236
    Virginia|Richmond|37.54|-77.44|America/New_York|227
    Washington|Spokane|47.66|-117.43|America/Los_Angeles|229
    Alabama|Birmingham|33.52|-86.80|America/Chicago|201
    Utah|Salt Lake City|40.76|-111.89|America/Denver|200
    New York|Rochester|43.16|-77.61|America/New_York|211
    Iowa|Des Moines|41.59|-93.62|America/Chicago|214
    Arkansas|Little Rock|34.75|-92.29|America/Chicago|203
    Rhode Island|Providence|41.82|-71.41|America/New_York|191
    South Dakota|Sioux Falls|43.55|-96.73|America/Chicago|193
    """

  private static let mexico = """
    Ciudad de México|Ciudad de México|19.43|-99.13|America/Mexico_City|9210
    Baja California|Tijuana|32.51|-117.04|America/Tijuana|1811
    Guanajuato|León|21.12|-101.68|America/Mexico_City|1579
    Puebla|Puebla|19.04|-98.21|America/Mexico_City|1542
    Chihuahua|Ciudad Juárez|31.69|-106.42|America/Ciudad_Juarez|1501
    Jalisco|Guadalajara|20.67|-103.35|America/Mexico_City|1385
    Jalisco|Zapopan|20.72|-103.39|America/Mexico_City|1257
    Nuevo León|Monterrey|25.69|-100.32|America/Monterrey|1142
    Baja California|Mexicali|32.62|-115.45|America/Tijuana|854
    Yucatán|Mérida|20.97|-89.62|America/Merida|921
    Chihuahua|Chihuahua|28.63|-106.07|America/Chihuahua|925
    Quintana Roo|Cancún|21.16|-86.85|America/Cancun|888
    Aguascalientes|Aguascalientes|21.88|-102.29|America/Mexico_City|863
    Coahuila|Saltillo|25.42|-101.00|America/Monterrey|864
    Sonora|Hermosillo|29.07|-110.96|America/Hermosillo|855
    San Luis Potosí|San Luis Potosí|22.16|-100.98|America/Mexico_City|845
    Sinaloa|Culiacán|24.81|-107.39|America/Mazatlan|808
    Querétaro|Querétaro|20.59|-100.39|America/Mexico_City|794
    Michoacán|Morelia|19.70|-101.19|America/Mexico_City|743
    Tamaulipas|Reynosa|26.09|-98.28|America/Matamoros|692
    Coahuila|Torreón|25.54|-103.41|America/Monterrey|690
    Guerrero|Acapulco|16.85|-99.82|America/Mexico_City|658
    Durango|Durango|24.02|-104.66|America/Monterrey|616
    Chiapas|Tuxtla Gutiérrez|16.75|-93.12|America/Mexico_City|578
    Veracruz|Veracruz|19.17|-96.13|America/Mexico_City|405
    Tamaulipas|Matamoros|25.87|-97.50|America/Matamoros|510
    Veracruz|Xalapa|19.54|-96.92|America/Mexico_City|443
    Sinaloa|Mazatlán|23.24|-106.41|America/Mazatlan|441
    Guanajuato|Irapuato|20.68|-101.35|America/Mexico_City|452
    Sonora|Ciudad Obregón|27.48|-109.93|America/Hermosillo|329
    Guanajuato|Celaya|20.52|-100.81|America/Mexico_City|378
    Morelos|Cuernavaca|18.92|-99.23|America/Mexico_City|341
    Tabasco|Villahermosa|17.99|-92.93|America/Mexico_City|340
    Nayarit|Tepic|21.50|-104.89|America/Mazatlan|371
    Tamaulipas|Tampico|22.25|-97.87|America/Monterrey|298
    Oaxaca|Oaxaca de Juárez|17.06|-96.72|America/Mexico_City|259
    Jalisco|Puerto Vallarta|20.65|-105.23|America/Mexico_City|224
    Hidalgo|Pachuca|20.12|-98.73|America/Mexico_City|297
    Baja California Sur|La Paz|24.14|-110.31|America/Mazatlan|250
    Campeche|Campeche|19.84|-90.53|America/Merida|250
    Colima|Colima|19.24|-103.72|America/Mexico_City|147
    """

  private static let china = """
    Shanghai|Shanghai|31.23|121.47|Asia/Shanghai|24870
    Beijing|Beijing|39.90|116.41|Asia/Shanghai|21893
    Guangdong|Guangzhou|23.13|113.26|Asia/Shanghai|18677
    Guangdong|Shenzhen|22.54|114.06|Asia/Shanghai|17560
    Sichuan|Chengdu|30.57|104.07|Asia/Shanghai|20938
    Chongqing|Chongqing|29.56|106.55|Asia/Shanghai|16382
    Tianjin|Tianjin|39.34|117.36|Asia/Shanghai|13866
    Hubei|Wuhan|30.59|114.31|Asia/Shanghai|12326
    Shaanxi|Xi'an|34.34|108.94|Asia/Shanghai|12952
    Zhejiang|Hangzhou|30.27|120.16|Asia/Shanghai|11936
    Jiangsu|Nanjing|32.06|118.80|Asia/Shanghai|9315
    Jiangsu|Suzhou|31.30|120.59|Asia/Shanghai|12748
    Henan|Zhengzhou|34.75|113.63|Asia/Shanghai|12600
    Guangdong|Dongguan|23.02|113.75|Asia/Shanghai|10467
    Shandong|Qingdao|36.07|120.38|Asia/Shanghai|10072
    Hunan|Changsha|28.23|112.94|Asia/Shanghai|10048
    Liaoning|Shenyang|41.81|123.43|Asia/Shanghai|9070
    Zhejiang|Ningbo|29.87|121.54|Asia/Shanghai|9404
    Guangdong|Foshan|23.02|113.12|Asia/Shanghai|9499
    Anhui|Hefei|31.82|117.23|Asia/Shanghai|9369
    Shandong|Jinan|36.65|117.12|Asia/Shanghai|9202
    Fujian|Xiamen|24.48|118.09|Asia/Shanghai|5164
    Fujian|Fuzhou|26.07|119.30|Asia/Shanghai|8291
    Heilongjiang|Harbin|45.80|126.53|Asia/Shanghai|10010
    Jilin|Changchun|43.82|125.32|Asia/Shanghai|9067
    Liaoning|Dalian|38.91|121.61|Asia/Shanghai|7451
    Yunnan|Kunming|25.04|102.72|Asia/Shanghai|8460
    Hebei|Shijiazhuang|38.04|114.51|Asia/Shanghai|11235
    Guangxi|Nanning|22.82|108.37|Asia/Shanghai|8742
    Guizhou|Guiyang|26.65|106.63|Asia/Shanghai|5987
    Shanxi|Taiyuan|37.87|112.55|Asia/Shanghai|5304
    Jiangxi|Nanchang|28.68|115.86|Asia/Shanghai|6255
    Gansu|Lanzhou|36.06|103.83|Asia/Shanghai|4359
    Hainan|Haikou|20.04|110.34|Asia/Shanghai|2873
    Inner Mongolia|Hohhot|40.84|111.75|Asia/Shanghai|3446
    Ningxia|Yinchuan|38.49|106.23|Asia/Shanghai|2859
    Qinghai|Xining|36.62|101.78|Asia/Shanghai|2468
    Tibet|Lhasa|29.65|91.17|Asia/Shanghai|868
    Xinjiang|Ürümqi|43.83|87.62|Asia/Urumqi|4054
    Jiangsu|Wuxi|31.49|120.31|Asia/Shanghai|7462
    Zhejiang|Wenzhou|28.00|120.67|Asia/Shanghai|9573
    Fujian|Quanzhou|24.87|118.68|Asia/Shanghai|8782
    Guangdong|Zhuhai|22.27|113.58|Asia/Shanghai|2439
    Hebei|Tangshan|39.63|118.18|Asia/Shanghai|7718
    Shandong|Yantai|37.46|121.45|Asia/Shanghai|7102
    Henan|Luoyang|34.62|112.45|Asia/Shanghai|7057
    Hunan|Zhuzhou|27.83|113.13|Asia/Shanghai|3903
    Sichuan|Mianyang|31.47|104.68|Asia/Shanghai|4868
    """
}
