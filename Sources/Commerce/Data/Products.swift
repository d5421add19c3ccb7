/// Products with their typical price in US dollars and a brand; all invented.
enum Products {
  static let table = DataTable(
    name: "products",
    columns: [("category", .text), ("name", .text), ("price", .decimal), ("brand", .text)],
    text: text.split(separator: "\n").flatMap { line -> [String] in
      let parts = line.split(separator: ":", maxSplits: 1)
      return parts[1].split(separator: ";").enumerated().map { place, product in
        let words = product.split(separator: "=")
        let brands = brands.split(separator: " ")
        let brand = brands[(place * 5 + parts[0].utf8.count) % brands.count]
        return "\(parts[0])|\(brand) \(words[0])|\(words[1])|\(brand)"
      }
    }.joined(separator: "\n"))

  private static let brands = """
    Norvane Altura Kestrel Lumo Brisa Hanlan Tavira Oakmere Pinyon Solmar Quanta Verdel Mistral Arroyo Jinhe
    """

  /// Category: product=price; …
  private static let text = """
    Electronics:wireless earbuds=49.90;phone charger=14.50;smart watch=129.00;tablet=249.00;laptop 14=749.00;\
    bluetooth speaker=39.90;gaming mouse=34.00;mechanical keyboard=79.00;monitor 27=219.00;webcam=44.00;\
    power bank=24.90;noise-cancelling headphones=159.00;e-reader=119.00;action camera=189.00;router=69.00;\
    USB-C hub=29.90;portable SSD 1 TB=89.00;smart bulb pack=27.50
    Fashion:cotton T-shirt=14.90;slim jeans=42.00;running jacket=59.00;wool sweater=54.00;summer dress=38.00;\
    leather belt=24.00;ankle boots=79.00;sneakers=64.00;silk scarf=29.00;polo shirt=26.00;denim jacket=69.00;\
    rain coat=74.00;linen shirt=34.00;pleated skirt=32.00;sun hat=18.50;wool socks 3 pairs=12.90;sunglasses=45.00;\
    handbag=58.00
    Grocery:ground coffee 500 g=7.90;green tea 100 g=5.40;olive oil 1 l=11.50;basmati rice 2 kg=6.80;\
    dark chocolate=2.90;honey 500 g=6.20;oat flakes 1 kg=3.10;pasta 500 g=1.60;tomato sauce=2.20;almonds 400 g=6.90;\
    soy sauce=3.40;corn tortillas=2.50;black beans=1.40;apple juice 1 l=2.10;sparkling water 6 pack=3.90;\
    dried mango=4.70;peanut butter=3.80;noodles 5 pack=3.30
    Home:bed sheet set=39.00;table lamp=32.00;bath towels=24.00;storage box=15.50;wall clock=21.00;throw pillow=16.00;\
    vacuum cleaner=139.00;coffee maker=69.00;frying pan=29.90;knife set=49.00;desk organizer=18.00;rug 160 x 230=84.00;\
    air purifier=119.00;curtains=35.00;electric kettle=31.00;rice cooker=45.00;picture frame=11.90;humidifier=38.00
    Beauty:face cream=22.00;shampoo=8.90;lipstick=12.50;sun lotion=14.00;hand soap=4.50;perfume 50 ml=58.00;\
    hair dryer=42.00;nail polish=6.90;body oil=16.50;toothbrush, electric=39.00;eye shadow palette=27.00;\
    face masks 10 pack=15.90;shaving kit=33.00;conditioner=9.40;deodorant=5.80;serum=29.00;mascara=13.20;\
    make-up brushes=19.90
    Toys:building blocks=29.90;puzzle 1000 pieces=16.90;plush bear=19.50;toy train=44.00;board game=34.00;doll=24.90;\
    remote-control car=39.00;kite=12.90;play dough=9.90;chess set=27.00;yo-yo=5.50;water blaster=14.50;\
    science kit=32.00;card game=8.90;wooden animals=22.00;bubble machine=17.00;dinosaur figures=18.40;\
    finger paints=11.20
    Sports:yoga mat=24.00;dumbbells 2 x 5 kg=36.00;football=22.50;tennis racket=79.00;bicycle helmet=44.00;\
    swim goggles=13.90;hiking backpack=69.00;jump rope=9.50;water bottle=12.00;resistance bands=15.90;\
    camping tent=129.00;basketball=25.00;sleeping bag=54.00;fishing rod=47.00;running belt=14.90;skateboard=49.00;\
    badminton set=29.00;climbing shoes=89.00
    Books:crime novel=11.90;cookbook=24.50;travel guide=17.90;children's atlas=19.00;poems=9.90;history of maps=28.00;\
    language course=32.00;science fiction novel=12.50;biography=18.40;gardening handbook=21.00;comic album=14.00;\
    dictionary=26.00;photo book=39.00;short stories=10.90;chess openings=16.70;mathematics puzzles=13.30;\
    bedtime tales=12.20;bird guide=22.80
    """
}
