internal import Synchronization

/// The large part of an exchange. Those that differ in times alone have one together: it is written once.
final class HistoryMessage: Sendable {
  /// As it was sent.
  let request: String
  let answer: String?
  let isRequestCut: Bool
  let isAnswerCut: Bool
  /// As of `send --format json`, the body null.
  let report: String
  let draft: String
  let handshake: String
  /// What a search in the list goes through.
  let listed: String
  /// Its number in the file that its first exchange was written to; somebody may have deleted it there since.
  let number = Mutex<Int64?>(nil)

  init(
    request: String, answer: String?, isRequestCut: Bool, isAnswerCut: Bool, report: String, draft: String,
    handshake: String, listed: String
  ) {
    (self.request, self.answer, self.isRequestCut, self.isAnswerCut) = (request, answer, isRequestCut, isAnswerCut)
    (self.report, self.draft, self.handshake, self.listed) = (report, draft, handshake, listed)
  }

  var storedBytes: Int {
    [request, answer ?? "", report, draft, handshake].reduce(0) { $0 + $1.utf8.count }
  }
}
