/// Messages that xmlsec1 1.2.37 signed with a key that openssl made and that is gone: what holds today must hold tomorrow,
/// whatever is installed.
enum XMLSecVectors {
  static let certificate =
    "MIIBhzCCAS2gAwIBAgIUOfdVSQY2BECymtRjgk5fLo/1vykwCgYIKoZIzj0EAwIwGDEWMBQGA1UEAwwNVmVjdG9yIFNpZ25lcjAg"
    + "Fw0yNjExMjcwNzIxNDhaGA8yMTI2MTEwMzA3MjE0OFowGDEWMBQGA1UEAwwNVmVjdG9yIFNpZ25lcjBZMBMGByqGSM49AgEGCCqG"
    + "SM49AwEHA0IABMLvooVSL666QLGMO7i2quqJP2qWBmDpP0cBcUpJ9PRs6FFDBrlgmdG/S+ghxgFLT112tC3N/6+Srq7GY0VOFyKj"
    + "UzBRMB0GA1UdDgQWBBS3WYpHBV+auF7TT+wPxXxh7UGfCDAfBgNVHSMEGDAWgBS3WYpHBV+auF7TT+wPxXxh7UGfCDAPBgNVHRMB"
    + "Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEWhT2rVRXA9fMt6QHAywdZXRXF7qCpohXUi8+7hFIx3AiEAs5qhuhkw/LtenCax"
    + "HwUIz2bcPmRigrpQ7g3mKXCBSKg="

  static let exclusive = """
    <?xml version="1.0" encoding="UTF-8"?>
    <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" xmlns:m="urn:m" xml:lang="de">
      <e:Header><w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
        <w:BinarySecurityToken u:Id="t" ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3">\(certificate)</w:BinarySecurityToken>
        <d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:SignedInfo><d:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/><d:Reference URI="#b"><d:Transforms><d:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><x:InclusiveNamespaces xmlns:x="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="m u"/></d:Transform></d:Transforms><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>u4LOptjeY5ET8KotGof/quVCs34C6yd52H2qNNG3BXA=</d:DigestValue></d:Reference></d:SignedInfo><d:SignatureValue>Q02E8BSM5bByXlzXwg6y/wyNOU+/ouYc5gdBqCapQTJZuTHvL3LTS2Nl5oDP/9p5
    8CYp0J7wv5JhQ6A0h0Q8EA==</d:SignatureValue><d:KeyInfo><w:SecurityTokenReference><w:Reference URI="#t"/></w:SecurityTokenReference></d:KeyInfo></d:Signature>
      </w:Security></e:Header>
      <e:Body u:Id="b"><m:pay to="DE89"><m:amount>10.00</m:amount><!-- not signed --></m:pay></e:Body>
    </e:Envelope>
    """

  static let inclusive = """
    <?xml version="1.0" encoding="UTF-8"?>
    <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" xmlns:m="urn:m" xml:lang="de">
      <e:Header><w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
        <w:BinarySecurityToken u:Id="t" ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3">\(certificate)</w:BinarySecurityToken>
        <d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:SignedInfo><d:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/><d:Reference URI="#b"><d:Transforms><d:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></d:Transforms><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>WLBHOzbQ3TbtNvUugw58a7dsxpow9HfHCz66wlhXTTw=</d:DigestValue></d:Reference></d:SignedInfo><d:SignatureValue>j2M5XY5elC1jEaOohZVNT2Yo6qXKnibvAgrlNVyfz1wdpFSMokZYdRZ/pb9YqvNy
    W8uH1OypX8+SQtBAJ6nmBw==</d:SignatureValue><d:KeyInfo><w:SecurityTokenReference><w:Reference URI="#t"/></w:SecurityTokenReference></d:KeyInfo></d:Signature>
      </w:Security></e:Header>
      <e:Body u:Id="b"><m:pay to="DE89"><m:amount>10.00</m:amount><!-- not signed --></m:pay></e:Body>
    </e:Envelope>
    """
}
