internal import Basics
internal import Collections
internal import Glibc

/// Saves one request again and again, until it is killed: `saving-probe FOLDER`; with a second word, once. Says `saving`
/// once, before the first time, and why it stops.
@main enum SavingProbe {
  static func main() {
    do { try save() } catch {
      print((error as? any Remediable)?.message ?? "\(error)")
      exit(7)
    }
  }

  private static func save() throws {
    let folder = CollectionFolder(path: CommandLine.arguments.dropFirst().first ?? ".")
    var request = try folder.request(at: "A")
    write(1, "saving\n", 7)
    for number in 0... {
      request.document.url = "http://h/\(number)"
      // Long enough to be written in more than one go if somebody wrote it so.
      request.envelope = Array("<e>\(String(repeating: "\(number) ", count: 2_000))</e>".utf8)
      request.onDisk = try folder.save(request)
      if CommandLine.arguments.count > 2 { return }
    }
  }
}
