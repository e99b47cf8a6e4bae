// What the public surface speaks of comes along with `import SOAPClient`. None of these rooms has C in it.
@_exported public import Basics
@_exported public import Bindings
@_exported public import Certificates
@_exported public import Exchange
@_exported public import Handshake
