package console

import (
	"bytes"
	"encoding/binary"
)

// A picture from a phone tells where and when it was taken, and by what. What is
// published keeps only what is needed to show it.

var (
	jpegStart = []byte{0xff, 0xd8}
	pngStart  = []byte("\x89PNG\r\n\x1a\n")
)

// withoutTraces is a JPEG or a PNG without what it tells besides the picture:
// only the way up and the colours are kept. Nil for what cannot be read so far,
// and what is neither is returned as it is.
func withoutTraces(picture []byte) []byte {
	switch {
	case bytes.HasPrefix(picture, jpegStart):
		return jpegWithoutTraces(picture)
	case bytes.HasPrefix(picture, pngStart):
		return pngWithoutTraces(picture)
	}
	return picture
}

// Markers of JPEG.
const (
	markSOS  = 0xda
	markEOI  = 0xd9
	markExif = 0xe1
	markICC  = 0xe2
	markCOM  = 0xfe
)

func jpegWithoutTraces(in []byte) []byte {
	out := bytes.Clone(jpegStart)
	for rest := in[2:]; len(rest) >= 2; {
		for len(rest) > 2 && rest[0] == 0xff && rest[1] == 0xff { // filling
			rest = rest[1:]
		}
		mark := rest[1]
		if rest[0] != 0xff {
			return nil
		}
		if mark == markEOI { // what follows is not of the picture
			return append(out, 0xff, markEOI)
		}
		if len(rest) < 4 {
			return nil
		}
		size := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if size < 4 || size > len(rest) {
			return nil
		}
		if mark == markSOS {
			size += scanned(rest[size:])
		}
		out = append(out, kept(mark, rest[:size])...)
		rest = rest[size:]
	}
	return nil
}

// kept is a segment, or what is kept of it.
func kept(mark byte, segment []byte) []byte {
	body := segment[4:]
	switch {
	case mark == markExif && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
		return wayUp(orientation(body[6:]))
	case mark == markICC && bytes.HasPrefix(body, []byte("ICC_PROFILE")), mark == 0xe0, mark == 0xee:
		return segment
	case mark > 0xe0 && mark <= 0xef, mark == markCOM:
		return nil
	}
	return segment
}

// scanned is the length of the data of a scan: until a marker that is neither an
// escape nor a restart.
func scanned(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] != 0 && data[i+1] != 0xff && (data[i+1] < 0xd0 || data[i+1] > 0xd7) {
			return i
		}
	}
	return len(data)
}

// orientation reads which way up a picture is, from 1 to 8; 0 when it is not
// told.
func orientation(tiff []byte) uint16 {
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 8 {
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > int64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for n := order.Uint16(tiff[at:]); n > 0 && len(entries) >= 12; n, entries = n-1, entries[12:] {
		if value := order.Uint16(entries[8:]); order.Uint16(entries) == 0x0112 && value >= 1 && value <= 8 {
			return value
		}
	}
	return 0
}

// wayUp is a segment that tells which way up a picture is, and nothing else.
func wayUp(orientation uint16) []byte {
	if orientation < 2 {
		return nil
	}
	body := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	body[6+8+2+9] = byte(orientation)
	return append([]byte{0xff, markExif, 0, byte(2 + len(body))}, body...)
}

// pngKept are the parts of a PNG that make the picture.
var pngKept = map[string]bool{"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true,
	"sRGB": true, "iCCP": true, "sBIT": true, "pHYs": true}

func pngWithoutTraces(in []byte) []byte {
	out := bytes.Clone(pngStart)
	for rest := in[len(pngStart):]; len(rest) >= 12; {
		size := int64(binary.BigEndian.Uint32(rest)) + 12
		if size > int64(len(rest)) {
			return nil
		}
		name := string(rest[4:8])
		if pngKept[name] {
			out = append(out, rest[:size]...)
		}
		if rest = rest[size:]; name == "IEND" {
			return out
		}
	}
	return nil
}
