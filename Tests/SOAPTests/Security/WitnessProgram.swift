import Basics
import Foundation
import Testing

/// A program that says of each message which parts its signature covers, or why it does not hold; one line each.
struct WitnessProgram: Sendable, CustomTestStringConvertible {
  var name: String
  /// Must all be there.
  var files: [String]
  /// Before the certificate's file and those of the messages.
  var command: [String]
  var source: (name: String, text: String)

  var testDescription: String { name }
  static let all = [wss4j, signxml]

  /// False, loudly, when something is not installed.
  var isThere: Bool {
    let missing = files.filter { !FileManager.default.fileExists(atPath: $0) }
    if missing.isEmpty { return true }
    // Continuous integration installs it: there its absence is a failure.
    if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
    print("SKIPPED \(name): not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
    return false
  }

  func verdicts(on messages: [[UInt8]], certificatePEM: [UInt8]) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = messages.indices.map { "message\($0).xml" }
    for (name, bytes) in zip(names, messages) { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    try Data(certificatePEM).write(to: folder.appendingPathComponent("certificate.pem"))
    try Data(source.text.utf8).write(to: folder.appendingPathComponent(source.name))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = command.dropFirst() + [source.name, "certificate.pem"] + names
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }
}

extension WitnessProgram {
  private static let jars = ["wss4j", "xmlsec", "commons-logging", "commons-codec", "slf4j-api", "slf4j-nop"].map {
    "/usr/share/java/\($0).jar"
  }

  /// Apache WSS4J on Apache Santuario.
  static let wss4j = WitnessProgram(
    name: "WSS4J", files: ["/usr/bin/java"] + jars, command: ["/usr/bin/java", "-cp", jars.joined(separator: ":")],
    source: (
      "Witness.java",
      """
      import java.io.*;
      import java.security.KeyStore;
      import java.security.cert.*;
      import java.util.*;
      import javax.xml.parsers.DocumentBuilderFactory;
      import org.apache.ws.security.*;
      import org.apache.ws.security.components.crypto.Merlin;
      import org.apache.ws.security.validate.NoOpValidator;

      public class Witness {
        public static void main(String[] files) throws Exception {
          KeyStore trusted = KeyStore.getInstance("PKCS12");
          trusted.load(null, null);
          trusted.setCertificateEntry("signer", CertificateFactory.getInstance("X.509")
            .generateCertificate(new FileInputStream(files[0])));
          Merlin crypto = new Merlin();
          crypto.setTrustStore(trusted);
          DocumentBuilderFactory parser = DocumentBuilderFactory.newInstance();
          parser.setNamespaceAware(true);
          for (int index = 1; index < files.length; index++) {
            try {
              // Messages and certificates are of another time, which is not in question.
              WSSConfig configuration = WSSConfig.getNewInstance();
              configuration.setValidator(WSSecurityEngine.TIMESTAMP, new NoOpValidator());
              configuration.setValidator(WSSecurityEngine.SIGNATURE, new NoOpValidator());
              WSSecurityEngine engine = new WSSecurityEngine();
              engine.setWssConfig(configuration);
              List<WSSecurityEngineResult> results = engine.processSecurityHeader(
                parser.newDocumentBuilder().parse(new File(files[index])), null, null, crypto, null);
              StringBuilder line = new StringBuilder("holds:");
              for (WSSecurityEngineResult result : results) {
                List<?> parts = (List<?>) result.get(WSSecurityEngineResult.TAG_DATA_REF_URIS);
                if (parts == null) continue;
                for (Object part : parts) line.append(' ').append(((WSDataRef) part).getName().getLocalPart());
              }
              System.out.println(line);
            } catch (WSSecurityException problem) {
              System.out.println("refused: " + problem.getMessage().replace('\\n', ' '));
            }
          }
        }
      }
      """
    ))

  /// Where the packages of PyPI are that the tests need, else wherever Python finds it.
  private static let python =
    ["/opt/signet-peers/bin/python3", "/usr/bin/python3"].first {
      !signxmlFolders(of: $0).isEmpty
    } ?? "/opt/signet-peers/bin/python3"

  private static func signxmlFolders(of python: String) -> [String] {
    let root = String(python.dropLast("bin/python3".count))
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root + "lib")) ?? []
    let packages = versions.filter { $0.hasPrefix("python3") }.flatMap {
      ["\(root)lib/\($0)/site-packages/signxml", "\(root)lib/\($0)/dist-packages/signxml"]
    }
    return packages.filter { FileManager.default.fileExists(atPath: $0) }
  }

  static let signxml = WitnessProgram(
    name: "signxml", files: [python] + (signxmlFolders(of: python).first.map { [$0] } ?? ["signxml (PyPI)"]),
    command: [python, "-I"],
    source: (
      "witness.py",
      """
      import datetime, sys
      from lxml import etree
      from signxml import SignatureConfiguration, XMLVerifier
      certificate = open(sys.argv[1]).read()
      now = datetime.datetime.fromtimestamp(\(SecurityFixture.now.secondsSinceEpoch), datetime.timezone.utc)
      for name in sys.argv[2:]:
          root = etree.fromstring(open(name, 'rb').read())
          count = len(root.findall('.//{http://www.w3.org/2000/09/xmldsig#}Reference'))
          expected = SignatureConfiguration(expect_references=count, location='.//', verification_time=now)
          try:
              found = XMLVerifier().verify(root, x509_cert=certificate, expect_config=expected)
              print('holds:', *[etree.QName(one.signed_xml).localname for one in (found if count > 1 else [found])])
          except Exception as problem:
              print('refused:', type(problem).__name__, str(problem).splitlines()[0])
      """
    ))
}
