internal import Basics
internal import Handshake
internal import Screen

// Comparing one exchange with another.
extension Model {
  /// Keeps what a comparison needs; of each request the last few, and the one that others are compared with.
  mutating func keep(_ exchange: KeptExchange) {
    kept.append(exchange)
    let ofPath = kept.filter { $0.path == exchange.path && $0.number != referenceNumber }
    guard ofPath.count > KeptExchange.limit, let oldest = ofPath.first else { return }
    kept.removeAll { $0.number == oldest.number }
  }

  /// The chosen exchange, or the one before, at the left; the one that is shown at the right.
  var shownComparison: ShownComparison? {
    guard let number = exchange?.number, let shown = kept.first(where: { $0.number == number }) else { return nil }
    let chosen = kept.first { $0.number == referenceNumber && $0.number != number }
    let before = kept.last { $0.path == shown.path && $0.number < number }
    return (chosen ?? before).map { ShownComparison($0, shown, among: kept) }
  }

  mutating func openCompareMenu() -> [Effect] {
    guard let number = exchange?.number, kept.contains(where: { $0.number == number }) else {
      say("There is nothing to compare yet: send the request first.")
      return []
    }
    let letters = Array("abcdefghijlmnoprstuvxyz".unicodeScalars)
    let others = kept.filter { $0.number != number }.reversed()
    var choices = zip(letters, others).map { letter, other in
      Choice(letter, other.title, note: other.path, .compareWith(other.number))
    }
    if referenceNumber != nil {
      choices.append(Choice("0", "the one before", note: "of the same request, always", .compareWith(nil)))
    }
    guard !choices.isEmpty else { return compare(with: nil) }
    return open(Popup(.menu(title: "Compare with", choices)))
  }

  mutating func compare(with number: Int?) -> [Effect] {
    referenceNumber = number
    let effects = moveFocus(to: .handshake)
    exchange?.handshakePane.tab = .compare
    exchange?.handshakePane.listScroll = ScrollState()
    return effects
  }
}
