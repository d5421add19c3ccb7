/// Names of people: in the United States given name first, in Mexico with both family names, in China in characters with
/// the family name first.
enum People {
  /// A country's names are drawn alike often; a frequent family name stands in many of them.
  static let table = DataTable(
    name: "people", columns: ["country", "name", "given", "family", "gender"],
    rows: rows("United States", unitedStates, family: englishFamilies) { given, family, _ in
      "\(given) \(family)"
    }
      + rows("Mexico", mexico, family: spanishFamilies) { given, family, second in
        "\(given) \(family) \(second)"
      } + rows("China", china, family: chineseFamilies) { given, family, _ in family + given })

  private typealias Given = (female: String, male: String)

  /// Each given name with `namesEach` family names. The earlier a family name stands, the more often it is taken.
  private static func rows(
    _ country: String, _ given: Given, family text: String,
    name: (_ given: String, _ family: String, _ second: String) -> String
  ) -> [[ScenarioValue]] {
    let families = text.split(separator: " ").map(String.init)
    let ranks = ZipfTable(count: Int64(families.count), skew: .half)
    let random = CounterRandom(seed: 1, names: "people", country)
    var rows: [[ScenarioValue]] = []
    var draws: Int64 = 0
    for (gender, names) in [("female", given.female), ("male", given.male)] {
      for given in names.split(separator: " ").map(String.init) {
        var taken: Set<String> = []
        for place in 0..<namesEach {
          draws += 1
          let family = families[Int(ranks.rank(random.bits(draws, 0)) - 1)]
          let second = families[(place * 7 + rows.count) % families.count]
          let whole = name(given, family, second)
          guard taken.insert(whole).inserted else { continue }
          rows.append([country, whole, given, family, gender].map { .text($0) })
        }
      }
    }
    return rows
  }

  private static let namesEach = 60

  private static let unitedStates: Given = (
    female: """
    Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy Sandra Ashley Emily Kimberly \
    Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Helen Sharon Cynthia Kathleen Amy Angela \
    Shirley Anna Brenda Pamela Emma Nicole Samantha Katherine Christine Rachel Olivia Hannah Julia Grace Victoria
    """,
    male: """
    James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark \
    Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Jason Edward Jeffrey Ryan Jacob Gary \
    Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank
    """
  )

  private static let englishFamilies = """
    Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Thompson White \
    Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell \
    Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson \
    Bailey Reed Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray James Hughes Price Myers Long Foster \
    Sanders Ross Powell Sullivan Russell Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds \
    Hamilton Graham O'Brien O'Connor
    """

  private static let mexico: Given = (
    female: """
    María Guadalupe Juana Margarita Verónica Leticia Rosa Alejandra Elizabeth Gabriela Patricia Yolanda Martha Silvia \
    Adriana Ana Claudia Fernanda Valentina Ximena Sofía Regina Camila Renata Daniela Paola Andrea Mónica Lucía Inés \
    Araceli Beatriz Carmen Dolores Esperanza Graciela Itzel Lorena Nayeli Rocío
    """,
    male: """
    José Juan Miguel Francisco Jesús Antonio Alejandro Pedro Manuel Carlos Fernando Jorge Luis Ricardo Eduardo Roberto \
    Javier Raúl Sergio Arturo Rafael Gerardo Héctor Óscar Andrés Ángel César Diego Emiliano Santiago Mateo Sebastián \
    Leonardo Matías Rodrigo Joaquín Martín Ramón Rubén Iván
    """
  )

  private static let spanishFamilies = """
    Hernández García Martínez López González Rodríguez Pérez Sánchez Ramírez Cruz Flores Gómez Morales Vázquez Jiménez \
    Reyes Díaz Torres Gutiérrez Ruiz Mendoza Aguilar Ortiz Moreno Castillo Romero Álvarez Méndez Chávez Rivera Juárez \
    Ramos Domínguez Herrera Medina Castro Vargas Guzmán Velázquez Muñoz Rojas Contreras Salazar Luna Ortega Guerrero \
    Santiago Estrada Bautista Cortés Soto Alvarado Espinoza Lara Ávila Ríos Cervantes Silva Delgado Vega Márquez Sandoval \
    Carrillo León Mejía Solís Núñez Rosas Ibarra Valdez Campos Santos Camacho Peña Maldonado Navarro Rosales Acosta
    """

  private static let china: Given = (
    female: """
    芳 娜 敏 静 丽 艳 娟 霞 秀英 桂英 玉兰 婷 雪 梅 玲 燕 红 丹 萍 慧 欣怡 梓涵 诗涵 雨桐 可馨 佳怡 思琪 晓彤 梦洁 雅婷 紫萱 语嫣 一诺 若曦 \
    文静 美玲 淑珍 春梅 海燕 丽华
    """,
    male: """
    伟 强 磊 军 洋 勇 杰 涛 明 超 刚 平 辉 鹏 飞 波 斌 宇 浩 凯 建国 建华 志强 志明 浩然 子轩 宇轩 浩宇 梓豪 俊杰 文博 天宇 晨阳 国强 海涛 \
    家豪 立新 德华 永强 振华
    """
  )

  private static let chineseFamilies = """
    王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 \
    吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严
    """
}
