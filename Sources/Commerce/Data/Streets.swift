/// Streets by country.
enum Streets {
  static let table = DataTable(
    name: "streets", columns: ["country", "street"],
    rows: lists.flatMap { country, names in
      names.split(separator: ";").map { [.text(country), .text(String($0))] }
    })

  private static let lists = [
    (
      "United States",
      """
      Main Street;Oak Avenue;Maple Street;Cedar Lane;Pine Street;Elm Street;Washington Avenue;Lake Road;Hill Street;\
      Park Avenue;Walnut Street;Spring Street;North Street;Ridge Road;Church Street;Willow Lane;Mill Road;River Road;\
      Sunset Boulevard;Jefferson Street;Highland Avenue;Franklin Street;Meadow Lane;Forest Drive;Chestnut Street
      """
    ),
    (
      "Mexico",
      """
      Avenida Juárez;Calle Hidalgo;Avenida Reforma;Calle Morelos;Calle Cinco de Mayo;Avenida Insurgentes;Calle Allende;\
      Calle Zaragoza;Avenida Independencia;Calle Benito Juárez;Calle Guerrero;Avenida Revolución;Calle Matamoros;\
      Calle Aldama;Avenida Universidad;Calle Victoria;Calle Emiliano Zapata;Calzada de los Olivos;Calle Jazmín
      """
    ),
    (
      "China",
      """
      人民路;解放路;中山路;建设路;和平路;新华路;北京路;南京路;长江路;文化路;胜利路;朝阳路;光明路;东风路;友谊路;青年路;花园路;学院路;工业路;滨河路
      """
    ),
  ]
}
