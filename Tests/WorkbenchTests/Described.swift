import Schema
import Testing
import WSDL
import XML

@testable import Workbench

/// A service of orders, as its description says it.
enum Described {
  static let wsdl = """
    <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:orders" xmlns:x="http://www.w3.org/2001/XMLSchema"
      xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:orders">
    <types><x:schema targetNamespace="urn:orders" elementFormDefault="qualified">
      <x:element name="GetOrders"><x:complexType><x:sequence>
        <x:element name="Customer" type="t:CustomerCode"><x:annotation><x:documentation>Who ordered.</x:documentation></x:annotation></x:element>
        <x:element name="Limit" type="x:int" minOccurs="0"/>
        <x:choice minOccurs="0"><x:element name="Since" type="x:date"/><x:element name="Number" type="x:int"/></x:choice>
        <x:element name="Filter" type="t:Filter" minOccurs="0" maxOccurs="unbounded"/>
      </x:sequence><x:attribute name="version" type="x:int" use="required"/><x:attribute name="state" type="t:State"/>
      </x:complexType></x:element>
      <x:element name="Orders"><x:complexType><x:sequence><x:element name="Order" type="x:int" maxOccurs="unbounded"/>
      </x:sequence></x:complexType></x:element>
      <x:simpleType name="CustomerCode"><x:restriction base="x:string"><x:pattern value="[A-Z]{3}"/></x:restriction></x:simpleType>
      <x:simpleType name="State"><x:restriction base="x:string"><x:enumeration value="open"/><x:enumeration value="closed"/>
      </x:restriction></x:simpleType>
      <x:complexType name="Filter"><x:sequence><x:element name="Field" type="x:string"/>
        <x:element name="State" type="t:State" minOccurs="0"/><x:element name="And" type="t:Filter" minOccurs="0"/>
      </x:sequence></x:complexType>
    </x:schema></types>
    <message name="In"><part name="a" element="t:GetOrders"/></message><message name="Out"><part name="a" element="t:Orders"/></message>
    <portType name="P"><operation name="GetOrders"><documentation>Lists the orders of a customer.</documentation>
      <input message="t:In"/><output message="t:Out"/></operation></portType>
    <binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
      <operation name="GetOrders"><s:operation soapAction="urn:GetOrders"/><input><s:body use="literal"/></input>
      <output><s:body use="literal"/></output></operation></binding>
    <service name="OrderService"><port name="OrderPort" binding="t:B"><s:address location="https://svc.example:8443/orders"/></port></service>
    </definitions>
    """

  static func description(_ text: String = wsdl) throws -> ServiceDescription {
    try DescriptionReader.read(["orders.wsdl"]) { _ in Array(text.utf8) }
  }

  static func verdict(_ envelope: String, shown: String? = nil) throws -> SchemaVerdict {
    let validator = try SchemaValidator(SchemaSet(try description().schemas))
    return SchemaVerdict(
      Array(envelope.utf8), shown: Array((shown ?? envelope).utf8), against: validator, title: "wsdl")
  }

  static func envelope(_ body: String) -> String {
    """
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="urn:orders">
      <s:Body>
    \(body)
      </s:Body>
    </s:Envelope>
    """
  }
}
