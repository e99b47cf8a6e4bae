internal import Basics
internal import Dispatch
internal import Synchronization

/// A file of a request as a collection's folder lists it, before it is read.
struct RequestFile: Sendable {
  /// What stands beside it under its name with `.xml`.
  enum Envelope: Sendable { case none, file, link }

  /// Of the request: relative to the collection's folder, without `.yaml`.
  var path: String
  /// Whether it must be looked at where it leads.
  var isLink: Bool
  var envelope: Envelope
  /// Else the file may belong to some other program; then it is taken when it has an address, or nothing but keys of
  /// ours.
  var isOurs: Bool

  /// What was read of a file.
  struct Reading: Sendable {
    var file: RequestFile
    /// With the document's text where there are placeholders in it; nil for a file of another program.
    var result: Result<(request: StoredRequest, remarks: [RequestDocument.Remark], text: String?), CollectionError>?
  }

  /// Reads them on all processors; the order stays.
  static func readAll(_ files: [RequestFile], of folder: CollectionFolder) -> [Reading] {
    let share = 64
    guard files.count > share else { return files.map { $0.read(folder) } }
    let shares = Mutex<[Int: [Reading]]>([:])
    DispatchQueue.concurrentPerform(iterations: (files.count + share - 1) / share) { index in
      let read = files[index * share..<min(files.count, (index + 1) * share)].map { $0.read(folder) }
      shares.withLock { $0[index] = read }
    }
    return shares.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  private func read(_ folder: CollectionFolder) -> Reading {
    do throws(CollectionError) {
      let (request, remarks, text) = try folder.read(self)
      let isUnderstood = request.document != RequestDocument() && remarks.allSatisfy(\.isError)
      guard isOurs || request.document.url != nil || isUnderstood else { return Reading(file: self, result: nil) }
      return Reading(file: self, result: .success((request, remarks, text)))
    } catch {
      return Reading(file: self, result: isOurs ? .failure(error) : nil)
    }
  }
}
