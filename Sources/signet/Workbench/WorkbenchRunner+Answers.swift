internal import Basics
internal import Collections
internal import Exchange
internal import Terminal
internal import Workbench

// What is found out about an answer.
extension WorkbenchRunner {
  /// As `signet run` judges.
  func judge(_ question: CheckQuestion) {
    let (handshakes, schemas) = (handshakes, schemas)
    background {
      let judge = AssertionJudge(
        question.report, connection: handshakes.transcript(of: question.report),
        namespaces: question.document.namespaces, tools: .standard(schemas))
      let judgement = Judgement(judge, question.document.assertions, question.document.captures)
      return .judged(exchange: question.exchange, judgement)
    }
  }

  private static let fileLimit = 256 * 1024 * 1024

  func compare(_ comparison: FileComparison) {
    let mailbox = mailbox
    files.run {
      do throws(CollectionError) {
        let path = Disk.absolute(comparison.path)
        guard let bytes = try Disk.read(path, limit: Self.fileLimit) else {
          throw .system(path: path, doing: "read", number: 2)
        }
        Task { mailbox.post(.answersCompared(exchange: comparison.exchange, comparison.changes(from: bytes))) }
      } catch {
        mailbox.post(.failed(Problem(error)))
      }
    }
  }
}
