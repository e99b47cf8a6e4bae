internal import Basics
internal import Collections
internal import Exchange
internal import Terminal
internal import Workbench

// What is found out about an answer.
extension WorkbenchRunner {
  /// As `signet run` judges.
  func judge(_ question: CheckQuestion) {
    let judge = judge(of: question)
    background {
      .judged(
        exchange: question.exchange, Judgement(judge(), question.document.assertions, question.document.captures))
    }
  }

  func place(_ check: Assertion, _ request: String, _ question: CheckQuestion) {
    let judge = judge(of: question)
    background { .checkPlaced(request: request, judge().inItsNamespace(check) ?? check) }
  }

  private func judge(of question: CheckQuestion) -> @Sendable () -> AssertionJudge {
    let (handshakes, schemas) = (handshakes, schemas)
    return {
      AssertionJudge(
        question.report, connection: handshakes.transcript(of: question.report),
        namespaces: question.document.namespaces, tools: .standard(schemas))
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
