/// Reviews put together from phrases, so that the sentiment of each is known.
///
/// `rating_from` and `rating_to` bound the stars that agree with it. Neutral reviews say one good and one bad thing.
enum Reviews {
  static let table = DataTable(
    name: "reviews", columns: ["text", "sentiment", "rating_from", "rating_to"],
    rows: reviews("positive", praise, liked, recommendation, stars: 4...5)
      + reviews("neutral", middling, butAlso, indifference, stars: 3...3)
      + reviews("negative", complaint, disliked, warning, stars: 1...2))

  /// Each opening with each middle; the endings take turns.
  private static func reviews(
    _ sentiment: String, _ openings: String, _ middles: String, _ endings: String,
    stars: ClosedRange<Int64>
  ) -> [[ScenarioValue]] {
    let endings = endings.split(separator: "/")
    var rows: [[ScenarioValue]] = []
    for opening in openings.split(separator: "/") {
      for middle in middles.split(separator: "/") {
        let ending = endings[rows.count % endings.count]
        rows.append([
          .text("\(opening) \(middle) \(ending)"), .text(sentiment), .integer(stars.lowerBound),
          .integer(stars.upperBound),
        ])
      }
    }
    return rows
  }

  private static let praise = """
    I love it./Exactly what I was looking for./Better than I had hoped./A wonderful product./Very happy with this one./\
    My second, and just as good./Great value for the money./Bought it for my sister and she is delighted./\
    Five days of use and still smiling./What a pleasant surprise./Beautifully made./It does what it promises./\
    Perfect for every day./Excellent quality./The whole family likes it./Works like a charm./Top!/\
    One of the best things I bought this year./Simple, sturdy and good-looking./I was in doubt, and I was wrong.
    """
  private static let liked = """
    The material feels solid and the finish is clean./It arrived a day early and well packed./\
    It was easy to set up and worked at once./The size is just right./The colour is even nicer than in the pictures./\
    The seller answered my question within an hour./After a month it still looks new./It is light and easy to carry./\
    The instructions were clear and short./You can tell that somebody thought about the details./\
    Nothing rattles and nothing smells./It saves me a lot of time every morning./The price was more than fair./\
    Even my grandfather gets along with it./It fits well with what I have already./It is quiet and quick./\
    I use it far more often than I expected./Cleaning it takes a minute.
    """
  private static let recommendation = """
    I recommend it warmly./I would buy it again./Thank you!/Five stars./I have told all my friends./No complaints at all./\
    A clear yes from me.
    """
  private static let middling = """
    It is all right./An average product./Neither good nor bad./It does its job./For the price it is acceptable./\
    I had expected a little more./Not quite what I thought, but usable./So far so good./It is what it is./\
    There are better ones and worse ones./Ordinary./It works most of the time./A mixed impression./Decent, no more./\
    I am not sure yet./Fine for now./It will do./Somewhere in the middle.
    """
  private static let butAlso = """
    The quality is good, but the delivery took two weeks./It looks nice, but feels a little thin./\
    Easy to use, but the instructions are hard to read./The colour is right, the size is a bit small./\
    Well packed, though one corner was scratched./Quick to set up, yet louder than I like./\
    The seller was friendly, but could not help me./Sturdy, but heavier than described./\
    Cheap, and in places you can see it./It fits, but only just./It works, though the buttons are stiff./\
    Nice to look at, awkward to clean./The first one was faulty, the second one is fine./\
    Good for beginners, too simple for others./Comfortable, but it gets warm./The cover is good, the zip is not./\
    Useful at times, in the way at others./The smell was strong at first and went away after a week.
    """
  private static let indifference = """
    I will keep it./Three stars./You get what you pay for./Let us see how long it lasts./It depends on what you need./\
    I might look for another one next time./Not more and not less.
    """
  private static let complaint = """
    I am disappointed./A waste of money./It broke after two days./Not at all as described./Very poor quality./\
    I sent it back./Never again./It did not even switch on./I regret this purchase./What a let-down./\
    This is the worst one I have had./Useless./It looks nothing like the pictures./I expected far better./\
    Faulty from the start./Far too expensive for what it is./It stopped working within a week./Terrible./\
    Do not be fooled by the pictures./I want my money back.
    """
  private static let disliked = """
    The material is thin and tears at once./It arrived three weeks late in a crushed box./\
    Half of the parts were missing./It smells of chemicals./The colour came off in the first wash./\
    The seller does not answer my messages./The battery is empty after ten minutes./It is far too small./\
    The instructions are wrong and in no language I know./It makes a horrible noise./The seams come apart./\
    It gets so hot that I am afraid to use it./The screws do not fit the holes./The lid leaks./\
    It was clearly used before./The buttons fell off./It scratches everything it touches./\
    Customer service refused to take it back.
    """
  private static let warning = """
    Stay away from it./One star is one too many./I cannot recommend it./Save your money./Buy something else./\
    I will not order here again./Very annoying.
    """
}
