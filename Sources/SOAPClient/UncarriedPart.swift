internal import Bindings
internal import Exchange

/// A part of a wire plan that the client does not carry out: it is refused before anything is sent, because leaving it
/// out would send another message than the binding says.
struct UncarriedPart: Sendable {
  var code: String
  /// What it is, for the sentence.
  var name: String
  var remedy: String
  var isNeeded: @Sendable (WirePlan) -> Bool

  static let all: [UncarriedPart] = [
    UncarriedPart(
      code: "streaming-not-carried-out", name: "A streamed request", remedy: "Use transferMode=buffered."
    ) { $0.transferMode.streamsRequest }
  ]

  func refusal(_ binding: Binding) -> Refusal {
    Refusal(
      stage: .binding, code: code, summary: "\(name) cannot be carried out yet.", values: ["binding: \(binding)"],
      remedy: remedy)
  }
}
