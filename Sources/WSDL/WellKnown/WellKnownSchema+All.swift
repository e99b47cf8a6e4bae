extension WellKnownSchema {
  /// Namespaces in XML 1.0 and XML Base.
  static let xmlNamespace = WellKnownSchema(
    namespace: "http://www.w3.org/XML/1998/namespace",
    locations: [
      "http://www.w3.org/2001/xml.xsd", "http://www.w3.org/2005/08/xml.xsd", "http://www.w3.org/2009/01/xml.xsd",
    ],
    content: """
      <x:attribute name="lang" type="x:language"/>
      <x:attribute name="space"><x:simpleType><x:restriction base="x:NCName"><x:enumeration value="default"/>
        <x:enumeration value="preserve"/></x:restriction></x:simpleType></x:attribute>
      <x:attribute name="base" type="x:anyURI"/><x:attribute name="id" type="x:ID"/>
      <x:attributeGroup name="specialAttrs"><x:attribute ref="xml:base"/><x:attribute ref="xml:lang"/>
        <x:attribute ref="xml:space"/><x:attribute ref="xml:id"/></x:attributeGroup>
      """)

  /// XML-binary Optimized Packaging, section 2.1.
  static let xop = WellKnownSchema(
    namespace: "http://www.w3.org/2004/08/xop/include", locations: ["http://www.w3.org/2004/08/xop/include"],
    content: """
      <x:element name="Include" type="t:Include"/>
      <x:complexType name="Include"><x:sequence><x:any namespace="##other" minOccurs="0" maxOccurs="unbounded"/>
        </x:sequence><x:attribute name="href" type="x:anyURI" use="required"/><x:anyAttribute namespace="##other"/>
      </x:complexType>
      """)

  /// Describing Media Content of Binary Data in XML, section 2.
  static let xmlMIME = WellKnownSchema(
    namespace: "http://www.w3.org/2005/05/xmlmime", locations: ["http://www.w3.org/2005/05/xmlmime"],
    content: """
      <x:attribute name="contentType"><x:simpleType><x:restriction base="x:string"><x:minLength value="3"/>
        </x:restriction></x:simpleType></x:attribute>
      <x:attribute name="expectedContentTypes" type="x:string"/>
      <x:complexType name="base64Binary"><x:simpleContent><x:extension base="x:base64Binary">
        <x:attribute ref="t:contentType"/></x:extension></x:simpleContent></x:complexType>
      <x:complexType name="hexBinary"><x:simpleContent><x:extension base="x:hexBinary">
        <x:attribute ref="t:contentType"/></x:extension></x:simpleContent></x:complexType>
      """)

  /// WS-I Attachments Profile 1.0, section 4.4.
  static let swaRef = WellKnownSchema(
    namespace: "http://ws-i.org/profiles/basic/1.1/xsd", locations: ["http://ws-i.org/profiles/basic/1.1/swaref.xsd"],
    content: "<x:simpleType name=\"swaRef\"><x:restriction base=\"x:anyURI\"/></x:simpleType>")

  /// What WCF calls a message that is all there is in the body.
  static let message = WellKnownSchema(
    namespace: "http://schemas.microsoft.com/Message", locations: ["http://schemas.microsoft.com/Message"],
    content: """
      <x:complexType name="MessageBody"><x:sequence>
        <x:any namespace="##any" minOccurs="0" maxOccurs="unbounded"/></x:sequence></x:complexType>
      """)

  /// WS-Addressing 1.0, Core and SOAP Binding.
  static let addressing = WellKnownSchema(
    namespace: "http://www.w3.org/2005/08/addressing",
    locations: [
      "http://www.w3.org/2005/08/addressing", "http://www.w3.org/2006/03/addressing/ws-addr.xsd",
      "http://www.w3.org/2005/08/addressing/ws-addr.xsd",
    ],
    content: """
      <x:element name="EndpointReference" type="t:EndpointReferenceType"/>
      <x:complexType name="EndpointReferenceType"><x:sequence><x:element name="Address" type="t:AttributedURIType"/>
        <x:element ref="t:ReferenceParameters" minOccurs="0"/><x:element ref="t:Metadata" minOccurs="0"/>
        <x:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="ReferenceParameters" type="t:ReferenceParametersType"/>
      <x:complexType name="ReferenceParametersType"><x:sequence>
        <x:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="Metadata" type="t:MetadataType"/>
      <x:complexType name="MetadataType"><x:sequence>
        <x:any namespace="##any" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="MessageID" type="t:AttributedURIType"/>
      <x:element name="RelatesTo" type="t:RelatesToType"/>
      <x:complexType name="RelatesToType"><x:simpleContent><x:extension base="x:anyURI">
        <x:attribute name="RelationshipType" type="x:anyURI" default="http://www.w3.org/2005/08/addressing/reply"/>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:extension></x:simpleContent></x:complexType>
      <x:element name="ReplyTo" type="t:EndpointReferenceType"/><x:element name="From" type="t:EndpointReferenceType"/>
      <x:element name="FaultTo" type="t:EndpointReferenceType"/><x:element name="To" type="t:AttributedURIType"/>
      <x:element name="Action" type="t:AttributedURIType"/>
      <x:complexType name="AttributedURIType"><x:simpleContent><x:extension base="x:anyURI">
        <x:anyAttribute namespace="##other" processContents="lax"/></x:extension></x:simpleContent></x:complexType>
      <x:attribute name="IsReferenceParameter" type="x:boolean"/>
      """)

  /// SOAP 1.1, section 4.
  static let soap11 = WellKnownSchema(
    namespace: "http://schemas.xmlsoap.org/soap/envelope/", locations: ["http://schemas.xmlsoap.org/soap/envelope/"],
    content: """
      <x:element name="Envelope" type="t:Envelope"/>
      <x:complexType name="Envelope"><x:sequence><x:element ref="t:Header" minOccurs="0"/><x:element ref="t:Body"/>
        <x:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="Header" type="t:Header"/>
      <x:complexType name="Header"><x:sequence>
        <x:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="Body" type="t:Body"/>
      <x:complexType name="Body"><x:sequence>
        <x:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##any" processContents="lax"/></x:complexType>
      <x:attribute name="mustUnderstand"><x:simpleType><x:restriction base="x:boolean"><x:pattern value="0|1"/>
        </x:restriction></x:simpleType></x:attribute><x:attribute name="actor" type="x:anyURI"/>
      <x:simpleType name="encodingStyle"><x:list itemType="x:anyURI"/></x:simpleType>
      <x:attribute name="encodingStyle" type="t:encodingStyle"/>
      <x:attributeGroup name="encodingStyle"><x:attribute ref="t:encodingStyle"/></x:attributeGroup>
      <x:element name="Fault" type="t:Fault"/>
      <x:complexType name="Fault"><x:sequence><x:element name="faultcode" type="x:QName"/>
        <x:element name="faultstring" type="x:string"/><x:element name="faultactor" type="x:anyURI" minOccurs="0"/>
        <x:element name="detail" type="t:detail" minOccurs="0"/></x:sequence></x:complexType>
      <x:complexType name="detail"><x:sequence>
        <x:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##any" processContents="lax"/></x:complexType>
      """, isQualified: false)

  /// SOAP 1.2 part 1, section 5.
  static let soap12 = WellKnownSchema(
    namespace: "http://www.w3.org/2003/05/soap-envelope",
    locations: ["http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2003/05/soap-envelope/"],
    content: """
      <x:element name="Envelope" type="t:Envelope"/>
      <x:complexType name="Envelope"><x:sequence><x:element ref="t:Header" minOccurs="0"/><x:element ref="t:Body"/>
        </x:sequence><x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="Header" type="t:Header"/>
      <x:complexType name="Header"><x:sequence>
        <x:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:element name="Body" type="t:Body"/>
      <x:complexType name="Body"><x:sequence>
        <x:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      <x:attribute name="mustUnderstand" type="x:boolean"/><x:attribute name="role" type="x:anyURI"/>
      <x:attribute name="relay" type="x:boolean"/><x:attribute name="encodingStyle" type="x:anyURI"/>
      <x:element name="Fault" type="t:Fault"/>
      <x:complexType name="Fault"><x:sequence><x:element name="Code" type="t:faultcode"/>
        <x:element name="Reason" type="t:faultreason"/><x:element name="Node" type="x:anyURI" minOccurs="0"/>
        <x:element name="Role" type="x:anyURI" minOccurs="0"/><x:element name="Detail" type="t:detail" minOccurs="0"/>
        </x:sequence></x:complexType>
      <x:complexType name="faultcode"><x:sequence><x:element name="Value" type="x:QName"/>
        <x:element name="Subcode" type="t:subcode" minOccurs="0"/></x:sequence></x:complexType>
      <x:complexType name="subcode"><x:sequence><x:element name="Value" type="x:QName"/>
        <x:element name="Subcode" type="t:subcode" minOccurs="0"/></x:sequence></x:complexType>
      <x:complexType name="faultreason"><x:sequence><x:element name="Text" type="t:reasontext" maxOccurs="unbounded"/>
        </x:sequence></x:complexType>
      <x:complexType name="reasontext"><x:simpleContent><x:extension base="x:string">
        <x:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="lax"/></x:extension>
        </x:simpleContent></x:complexType>
      <x:complexType name="detail"><x:sequence>
        <x:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></x:sequence>
        <x:anyAttribute namespace="##other" processContents="lax"/></x:complexType>
      """)
}
