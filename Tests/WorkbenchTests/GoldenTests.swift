import Testing

@testable import Workbench

@Suite("Whole screens")
struct GoldenTests {
  @Test("a refused certificate on a wide screen")
  func refusedWide() {
    var session = Session(columns: 120, rows: 36)
    session.fail()
    #expect(
      session.screen == #"""
         signet  partner-a   certificate: alice                                                                          NORMAL
        ┌ 1 Requests  partner-a ─────┐┌ 2 Request  GetOrders ──────────────────────────────────────────────────basic · soap11 ─┐
        │▾ orders                    ││POST https://svc.example:8443/orders                                                    │
        │    GetOrders        ✗ ours ││[Envelope] Headers  Binding  Identity                                         140 B  1:1│
        │    PutOrder                ││ 1 <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">         │
        │  Ping                      ││ 2   <soapenv:Body><GetOrders/></soapenv:Body>                                          │
        │                            ││ 3 </soapenv:Envelope>                                                                  │
        │                            ││                                                                                        │
        │                            ││                                                                                        │
        │                            ││                                                                                        │
        │                            ││                                                                                        │
        │                            ││                                                                                        │
        │                            ││                                                                                        │
        │                            ││                                                                                        │
        └────────────────────────────┘└────────────────────────────────────────────────────────────────────────────────────────┘
        ┌ 3 Handshake ─────────────────────────────────────────────┐┌ 4 Response ──────────────────────────────────────────────┐
        │[Ladder] Messages  Certificates                           ││[Body] Headers  Timings                                   │
        │▸ ✗ The server does not know the issuer of your           ││✗ The server does not know the issuer of your             │
        │    certificate.                                          ││certificate.                                              │
        │  Enter opens it; what to do stands in the response.      ││The cause is on the server's side.                        │
        │                                                          ││yours is issued by CN=Partner CA 2; the server accepts    │
        │  ✓ name                   0 µs  svc.example              ││CN=Corp CA, CN=Old CA                                     │
        │  ✓ TCP                  500 µs  192.0.2.7:8443           ││→ server: Trust CN=Partner CA 2.                          │
        │▸ ✓ hello                  1 ms  TLS 1.3                  ││→ client: Use another certificate.                        │
        │▸ ✓ server certificate     1 ms  summary of Certificate   ││· alert 48 unknown_ca                                     │
        │▸ ✓ verification         900 µs  trust: system            ││                                                          │
        │▸ ✓ certificate request    0 µs  asked (2 authorities)    ││                                                          │
        │▸ ✗ our certificate        0 µs  sent CN=alice, chain of …││                                                          │
        │▸ ✓ finished             200 µs                           ││                                                          │
        │  · request written                                       ││                                                          │
        │  · first byte                                            ││                                                          │
        │  · answer                                                ││                                                          │
        │                                                          ││                                                          │
        └──────────────────────────────────────────────────────────┘└──────────────────────────────────────────────────────────┘
         client certificate: asked (2 authorities) · sent CN=alice, chain of 2 · ✗ refused (unknown_ca)
         Enter open  ] next tab  4 response  s send  p probe  y copy  / search                                           ? keys
        """#)
  }

  @Test("an answer on 80 columns and 24 rows")
  func answerNarrow() {
    var session = Session(columns: 80, rows: 24)
    session.succeed()
    #expect(
      session.screen == #"""
         signet  partner-a   certificate: alice                                  NORMAL
         1 Requests  2 Request  3 Handshake [4 Response]
        [Body] Headers  Timings                   HTTP 200 · 100 bytes · 42 ms · pretty
         1 <Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/">
         2   <Body>
         3     <Order>7</Order>
         4   </Body>
         5 </Envelope>













         name✓ tcp✓ hello✓ server✓ trust✓ asked✓ ours✓ done✓ answer✓
         cert: asked (2 authorities) · sent CN=alice, chain of 2 · ✓ accepted
         = pretty / raw  / search  y copy  w write  ] next tab  s send           ? keys
        """#)
  }

  @Test("the binding form on 80 columns and 24 rows")
  func bindingNarrow() {
    var session = Session(columns: 80, rows: 24)
    session.press("b c")
    #expect(
      session.screen == #"""
         signet  partner-a   certificate: alice                                  NORMAL
         1 Requests [2 Request] 3 Handshake  4 Response
        POST https://svc.example:8443/orders
         Envelope  Headers [Binding] Identity
        Binding                   ‹ custom  (WCF CustomBinding) ›                      ┃
        Elements, top to bottom   text:soap11,https(requireClientCertificate=true)     ┃
        Message version           ‹ soap11 ›                                           ┃
        Text encoding             ‹ utf-8 ›                                            ┃
        Transport                 ‹ https ›                                            ┃
        requireClientCertificate  ‹ true ›                                             ┃
                                                                                       ┃
        What goes on the wire                                                          ┃
        TextMessageEncodingBindingElement  envelope in SOAP 1.1, written as utf-8      ┃
        TextMessageEncodingBindingElement  Content-Type: text/xml; charset=utf-8       ┃
        TextMessageEncodingBindingElement  SOAPAction: "urn:GetOrders"                 ┃
        HttpsTransportBindingElement       Expect: 100-continue                        ┃
        HttpsTransportBindingElement       Accept-Encoding: gzip, deflate              ┃
        HttpsTransportBindingElement       POST over https                             ┃
        HttpsTransportBindingElement       the client certificate is shown to a        ┃
          server that asks (RequireClientCertificate=true)
        HttpsTransportBindingElement       a WCF client refuses answers above 65536
          bytes

         Enter open  Space next choice  a new  d delete  ] next tab  s send      ? keys
        """#)
  }

  @Test("the menu of certificates on 80 columns and 24 rows")
  func menuNarrow() {
    var session = Session(columns: 80, rows: 24)
    session.press("c")
    #expect(
      session.screen == #"""
         signet  partner-a   certificate: alice                                  NORMAL
        [1 Requests] 2 Request  3 Handshake  4 Response
        ▾ orders
            GetOrders
            PutOrder
          Ping



          ┌ Client certificate ──────────────────────────────────────────────────────┐
          │ n none     sends no client certificate                                   │
          │   alice    /keys/alice.pfx                                               │
          │ f a file…  PFX, PEM or DER                                               │
          └──────────────────────────────────────────────────────────────────────────┘









         Enter open  Esc back  k up  j down                                      ? keys
        """#)
  }
}
