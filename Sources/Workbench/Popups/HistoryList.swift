internal import Basics
internal import Exchange
internal import Screen

/// The window of past exchanges: those of one request or of all, and what is looked for in them.
struct HistoryList: Sendable {
  /// As many are listed.
  static let limit = 200

  /// Nil for those of all requests.
  var request: PastExchangeFilter.OfRequest?
  /// Nil until they are read.
  var exchanges: [PastExchange]?
  /// Typing goes into the filter.
  var isFiltering = false

  init(of request: PastExchangeFilter.OfRequest?) { self.request = request }

  func filter(_ text: String) -> PastExchangeFilter {
    PastExchangeFilter(ofRequest: request, anywhere: text.isEmpty ? nil : text, limit: Self.limit)
  }

  var title: String {
    let name = request.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }
    return "History of \(name ?? "all requests"), times in UTC".neutralised
  }

  /// What stands in the place of exchanges where there are none.
  func emptiness(filter: String) -> Toned {
    if exchanges == nil { return Toned("Reading the history…", .dim) }
    if !filter.isEmpty { return Toned("Nothing of that kind is in the history.", .dim) }
    guard request != nil else { return Toned("The history is empty: what is sent is kept here.", .dim) }
    return [
      .init("This request has no past exchange; ", .dim), .init("a", .key),
      .init(" lists those of all requests.", .dim),
    ]
  }

  /// Above the list.
  func head(filter: String) -> [Toned] {
    if isFiltering { return [Toned("Words of message or answer, a name, a status, a finding:", .dim)] }
    return filter.isEmpty ? [] : [Toned("with \(filter.neutralised)", .strong)]
  }

  var choices: [Choice] {
    (exchanges ?? []).map { past in
      let time = past.time.description
      let title =
        "\(past.isPinned ? "●" : " ") \(time.dropFirst(5).prefix(5)) \(time.dropFirst(11).prefix(8))  \(past.number)"
      let duration = past.durationMilliseconds.map { "  \(Int($0.rounded())) ms" } ?? ""
      let name = request == nil ? "  \(past.name)" : ""
      return Choice(nil, title, note: (past.result + duration + name).neutralised, .showPast(past.number))
    }
  }
}
