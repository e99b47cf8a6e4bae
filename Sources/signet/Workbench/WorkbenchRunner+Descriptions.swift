internal import Basics
internal import Collections
internal import SOAPClient
internal import Schema
internal import Terminal
internal import Text
internal import Workbench

// What asks the descriptions of services.
extension WorkbenchRunner {
  func checkSchema(_ request: String, _ revision: Int, _ text: Rope, _ schema: String?) {
    let (mailbox, descriptions, folder) = (mailbox, descriptions, setup.folder)
    schemaChecks.run {
      let bytes = text.bytes
      let verdict = descriptions.verdict(bytes, shown: bytes, of: request, schema: schema, in: folder)
      mailbox.post(.schemaChecked(request: request, revision: revision, verdict))
    }
  }

  func checkAnswer(_ exchange: Int, _ check: AnswerCheck) {
    let (mailbox, descriptions, folder) = (mailbox, descriptions, setup.folder)
    Task {
      let verdict = await onOwnThread {
        descriptions.verdict(
          check.answer, shown: check.shown.bytes, of: check.request, schema: check.schema, in: folder)
      }
      mailbox.post(.answerChecked(exchange: exchange, verdict))
    }
  }
}

extension ReadDescription {
  fileprivate func verdict(_ envelope: [UInt8], shown: [UInt8]) throws(Problem) -> SchemaVerdict {
    do throws(SchemaProblem) {
      return SchemaVerdict(envelope, shown: shown, against: try compiled(), title: title)
    } catch {
      throw Problem(error)
    }
  }
}

extension DescriptionShelf {
  fileprivate func verdict(
    _ envelope: [UInt8], shown: [UInt8], of request: String, schema: String?, in folder: CollectionFolder
  ) -> SchemaVerdict {
    do throws(Problem) {
      guard let found = try description(of: request, schema: schema, in: folder) else { return .noDescription }
      return try found.verdict(envelope, shown: shown)
    } catch {
      return .unusable("The description cannot be used: \(error.summary)")
    }
  }
}
