internal import Basics
internal import Collections
internal import Exchange

/// The attachments of an answer as files of their own.
enum AttachmentFiles {
  /// Writes each under the name that it suggests, numbered where that is taken; nothing is replaced.
  static func write(_ attachments: [Response.Attachment], into folder: String) throws {
    do throws(CollectionError) {
      let folder = Disk.absolute(folder)
      if !attachments.isEmpty { try Disk.makeFolder(folder) }
      for attachment in attachments {
        let path = free(folder + "/" + attachment.suggestedFileName)
        try Disk.write(attachment.bytes, to: path)
        StandardError.write("\(path.neutralised): \(attachment.line)\n")
      }
    } catch {
      throw CommandStop(error, .file)
    }
  }

  /// `scan.pdf`, else `scan-2.pdf`, and so on.
  private static func free(_ path: String) -> String {
    guard Disk.exists(path) else { return path }
    let name = path.split(separator: "/").last ?? ""
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let start = String(path.dropLast(name[dot...].count))
    var number = 2
    while Disk.exists("\(start)-\(number)\(name[dot...])") { number += 1 }
    return "\(start)-\(number)\(name[dot...])"
  }
}
