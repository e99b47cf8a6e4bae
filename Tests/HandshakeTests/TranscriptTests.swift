import Certificates
import Handshake
import Testing

func transcript(of capture: String) -> Transcript {
  var builder = TranscriptBuilder(reader: TestReader.reader)
  for record in Capture.records(capture) { builder.add(record) }
  return builder.transcript
}

struct TranscriptTests {
  @Test func `a TLS 1.3 handshake with a client certificate adds up`() {
    let transcript = transcript(of: Capture.mutual13)
    #expect(transcript.version == .tls13)
    #expect(transcript.cipherSuite == "TLS_AES_256_GCM_SHA384")
    #expect(transcript.group == "x25519")
    #expect(transcript.serverName == "service.test")
    #expect(transcript.offeredVersions.contains(.tls12))
    #expect(transcript.serverChain.first?.subject.shortName == "service.test")
    #expect(transcript.certificateRequest?.authorities.map(\.shortName) == ["Root"])
    #expect(transcript.certificateRequest?.signatureSchemes.isEmpty == false)
    #expect(transcript.certificateRequest?.isPostHandshake == false)
    #expect(transcript.clientChain?.map(\.subject.shortName) == ["alice", "Issuing"])
    #expect(transcript.clientFinished && transcript.serverAcceptedClient)
    #expect(!transcript.isResumed)
    #expect(
      transcript.messages.map(\.type) == [
        "ClientHello", "ServerHello", "EncryptedExtensions", "CertificateRequest", "Certificate", "CertificateVerify",
        "Finished", "ChangeCipherSpec", "Certificate", "CertificateVerify", "Finished", "NewSessionTicket",
        "NewSessionTicket", "Alert", "Alert",
      ])
  }

  @Test func `a TLS 1.2 handshake with a client certificate adds up`() {
    let transcript = transcript(of: Capture.mutual12)
    #expect(transcript.version == .tls12)
    #expect(transcript.cipherSuite == "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
    #expect(transcript.group == "x25519")
    #expect(transcript.certificateRequest?.certificateTypes == [1, 2, 64])
    #expect(transcript.certificateRequest?.authorities.map(\.shortName) == ["Root"])
    #expect(transcript.clientChain?.count == 2)
    #expect(transcript.serverAcceptedClient && !transcript.isResumed)
  }

  @Test func `a refusal after a TLS 1.3 handshake is no acceptance`() {
    let transcript = transcript(of: Capture.refused13)
    #expect(transcript.clientFinished && !transcript.serverAcceptedClient)
    #expect(transcript.messages.last?.kind == .alert(.init(isFatal: true, code: 48, name: "unknown_ca")))
    #expect(transcript.clientChain?.map(\.subject.shortName) == ["alice"])
  }

  @Test func `an empty client certificate is told from none`() {
    #expect(transcript(of: Capture.none12).clientChain == [])
    #expect(transcript(of: Capture.dhe12).clientChain == nil)
  }

  @Test func `a HelloRetryRequest is told by its random`() {
    let transcript = transcript(of: Capture.retry13)
    #expect(transcript.messages[1].type == "HelloRetryRequest")
    #expect(transcript.messages[1].summary.contains("secp384r1"))
    #expect(transcript.group == "secp384r1")
    #expect(transcript.clientHello?.groups.map(\.description) == ["x25519", "secp384r1"])
  }

  @Test func `the size of a Diffie-Hellman prime is read`() {
    let transcript = transcript(of: Capture.dhe12)
    #expect((transcript.serverKeyExchange?.primeBits ?? 0) >= 1024)
    #expect(transcript.serverAcceptedClient)
  }
}
