#ifndef SIGNET_CZLIB_H
#define SIGNET_CZLIB_H

#include <string.h>
#include <zlib.h>

/* inflateInit2 is a macro, which Swift does not import. Negative window bits mean a stream without header (RFC 1951), as
   it stands in a zip archive.
   Inflates `count` bytes of `deflated` into `room` bytes at `result`; the number of bytes that came of it, -1 when the
   stream is damaged or cut off, -2 when it holds more than `room`. */
static inline long signet_zlib_inflate(const unsigned char *deflated, unsigned count, unsigned char *result, unsigned room) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return -1;
  stream.next_in = (unsigned char *)deflated;
  stream.avail_in = count;
  stream.next_out = result;
  stream.avail_out = room;
  int status = inflate(&stream, Z_FINISH);
  long written = (long)(room - stream.avail_out);
  inflateEnd(&stream);
  if (status == Z_STREAM_END) return written;
  return stream.avail_out == 0 ? -2 : -1;
}

#endif
