internal import Basics
internal import Bindings
internal import Exchange
internal import SOAP

/// Writes a message as MTOM where its binding says so.
struct MTOMPreparation: Sendable {
  private var plan: MTOMPlan
  private var boundary: String
  private var ticks: Int64

  /// Nil for a binding that writes plain text.
  init?(_ plan: WirePlan, _ environment: ClientEnvironment) {
    guard case .mtom(let mtom) = plan.encoding else { return nil }
    self.plan = mtom
    boundary = XOPPackage.boundary(random: environment.random)
    // System.DateTime.Ticks: 100 ns since the year 1.
    ticks = (environment.now().secondsSinceEpoch + 62_135_596_800) * 10_000_000
  }

  /// The plan's headers with the boundary in its place.
  func headers(_ planned: [WirePlan.Header]) -> [WirePlan.Header] {
    planned.map { header in
      guard header.name == "Content-Type" else { return header }
      let open = "boundary=\"\(MTOMPlan.openBoundary)\""
      guard let place = header.value.firstRange(of: open) else { return header }
      return WirePlan.Header(
        header.name, header.value.replacingCharacters(in: place, with: "boundary=\"\(boundary)\""))
    }
  }

  func package(_ envelope: [UInt8], encoding: TextEncoding) throws(Refusal) -> XOPPackage {
    do throws(XOPError) {
      return try XOPPackage(envelope, plan: plan, encoding: encoding, boundary: boundary, ticks: ticks)
    } catch {
      throw Refusal(error, stage: .usage)
    }
  }

  /// What was done to the envelope, for the report.
  func words(_ package: XOPPackage) -> [String] {
    let parts = package.partCount == 1 ? "1 MIME part" : "\(package.partCount) MIME parts"
    return package.partCount == 0
      ? [] : ["\(parts) with \(package.partBytes) bytes of binary content (MtomMessageEncodingBindingElement)"]
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

extension WirePlan {
  /// The same with the boundary settled.
  func with(_ mtom: MTOMPreparation) -> WirePlan {
    var plan = self
    plan.headers = mtom.headers(headers)
    return plan
  }
}
