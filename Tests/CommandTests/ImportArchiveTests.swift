import Foundation
import Testing

/// Service descriptions in zip archives, through the program.
@Suite struct ImportArchiveTests {
  /// `bank/main/bank.wsdl`, which imports `bank/parts/part.wsdl`, which includes `get.xsd` beside it and one outside of
  /// the archive; and what macOS puts into its archives.
  static let archive = """
    UEsDBBQAAAAIAAAAIVClmzwsrQAAADsBAAATAAAAYmFuay9tYWluL2Jhbmsud3NkbI2QSw7CIBCGr0LmAMyelC48gDHxBAjYkpRHmPFxfKFa07
    hyM+//y58ZnL+GFDjkROIZl0QaZuaiEMnOPhqSbUrZFJnrhA9yC8L7ULGGW02Kt/4Pae+ank2dPB9N9FSM9RtnHEIsubJIvxuxZGu6SQ1SYjGV
    aY2yUwHHgXy9B+tXpYZzQ31BGk4gLiG5kCYNrA5tSco4Vz3RDty9UzM/Z2KkDsXOaOkDb9XuW+MLUEsDBBQAAAAIAAAAIVA2gFHtLQEAALACAA
    AUAAAAYmFuay9wYXJ0cy9wYXJ0LndzZGyNUs1KxDAQfpXSB2hWvZW2oBcRVhH04DW2YzeQJiEzpbtv70ya+ocuQg/J5PubmTYDvBlnyHiHxXGy
    DtvyQBRqpbA/wKSx4ip6HSofR7XgYFW5Amtqyzm6mrb7P6hyYz7pOAI96Akw6B42na6hUwDsmpX/I8+yLNVylbQud7sL9XK/f0q4M3rG9XYeoF
    gF977X0mlbMro64lCqvyFVpdZv9A42cO6MDzkpO6IeoXDs3ZZ3jj2DjpTvHA0sTOB4VFTfAiWNzGGkj/TMOhn9yGQfIKYAuSYcyRhmKjJPpNhI
    lD7QfN7EuubVuMG4MSvc8Hi4LCwxwHp7pqgdCuvs2tLG5F0Mf0+H9Wdd4Nf9OkFZwrj2nBpI5n44FTMy1xpikk195Odv/eSYfPryi3bvUEsDBB
    QAAAAIAAAAIVCFj2U6aAAAAHIAAAASAAAAYmFuay9wYXJ0cy9nZXQueHNkJY27CoQwEAB/JewHuD46SdLaqI3NtUEWFcwakpV4f3/h7AZmYHRa
    d/JOPf7kZGAXCT1izrnKXXXFDdu6bvAzjcu/AyUubiSz85SCW8nAHbkXsJpO8sSiuCgDA0lpv6HgwQJoNb4n+wNQSwMEFAAAAAgAAAAhUHDmsz
    EEAAAAAgAAAB4AAABfX01BQ09TWC9iYW5rL21haW4vLl9iYW5rLndzZGxjYAUAUEsBAhQDFAAAAAgAAAAhUKWbPCytAAAAOwEAABMAAAAAAAAA
    AAAAAIABAAAAAGJhbmsvbWFpbi9iYW5rLndzZGxQSwECFAMUAAAACAAAACFQNoBR7S0BAACwAgAAFAAAAAAAAAAAAAAAgAHeAAAAYmFuay9wYX
    J0cy9wYXJ0LndzZGxQSwECFAMUAAAACAAAACFQhY9lOmgAAAByAAAAEgAAAAAAAAAAAAAAgAE9AgAAYmFuay9wYXJ0cy9nZXQueHNkUEsBAhQD
    FAAAAAgAAAAhUHDmszEEAAAAAgAAAB4AAAAAAAAAAAAAAIAB1QIAAF9fTUFDT1NYL2JhbmsvbWFpbi8uX2Jhbmsud3NkbFBLBQYAAAAABAAEAA
    8BAAAVAwAAAAA=
    """

  private let home: Folder
  private let file: String

  init() throws {
    home = try Folder()
    let bytes = try #require(Data(base64Encoded: Self.archive, options: .ignoreUnknownCharacters))
    file = try home.write("bank.zip", Array(bytes))
  }

  private func signet(_ arguments: String...) throws -> ProgramRun {
    try ProgramRun.signet(["import", "wsdl"] + arguments, home: home)
  }

  @Test func `Descriptions in an archive are found, with what they import from other folders of it`() throws {
    let run = try signet(file, "--list")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("port P  SOAP 1.1  https://host/s\n    Get  document/literal"), "\(run.text)")
    #expect(run.text.components(separatedBy: "service S").count == 2)
    #expect(try signet(file, "--sample", "Get").text.contains("<t:Get xmlns:t=\"urn:t\">1</t:Get>"))
  }

  @Test func `What would lie outside of the archive is not read, and named`() throws {
    try home.write("gone.xsd", "<schema xmlns=\"http://www.w3.org/2001/XMLSchema\"/>")
    let text = try signet(file, "--list").text
    #expect(text.contains("warning: gone.xsd, which is included here, could not be read."), "\(text)")
    #expect(text.contains("gone.xsd is not in the archive"), "\(text)")
  }

  @Test func `An import of an archive keeps its documents, which can be read without it`() throws {
    let run = try signet(file, "--into", home.file("bank"))
    #expect(run.status == 0, "\(run.errors)")
    let sample = try signet(file, "--sample", "Get").text
    try FileManager.default.removeItem(atPath: file)
    #expect(!home.text("bank/wsdl/catalog.xml").contains("bank.zip"))
    #expect(try signet(home.file("bank/wsdl"), "--sample", "Get").text == sample)
  }

  @Test func `An archive that is damaged, or holds no description, says so`() throws {
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    let cut = try signet(try home.write("cut.zip", Array(whole.dropLast(30))), "--list")
    #expect(cut.status == 2)
    #expect(cut.errors.contains("The archive is damaged"), "\(cut.errors)")
    let empty = try signet(try home.write("empty", [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18)), "--list")
    #expect(empty.status == 2)
    #expect(empty.errors.contains("holds no service description"), "\(empty.errors)")
  }
}
