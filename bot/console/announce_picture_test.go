package console

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
)

// photo is a JPEG as a phone makes it: where, by what, a second picture behind.
func photo(t testing.TB, exif []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48)), nil); err != nil {
		t.Fatal(err)
	}
	segment := func(mark byte, body string) []byte {
		return append([]byte{0xff, mark, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
	}
	out := bytes.Clone(b.Bytes()[:2])
	out = append(out, segment(0xe1, "Exif\x00\x00"+string(exif))...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00SECRET")...)
	out = append(out, segment(0xe2, "ICC_PROFILE\x00COLOURS")...)
	out = append(out, segment(0xe2, "MPF\x00SECRET")...)
	out = append(out, segment(0xed, "Photoshop 3.0\x00SECRET")...)
	out = append(out, segment(0xfe, "SECRET")...)
	return append(append(out, b.Bytes()[2:]...), "SECRET"...)
}

// tiff is the Exif of a picture with an orientation, and a place.
func tiff(order binary.ByteOrder, mark string, orientation uint16) []byte {
	b := append([]byte(mark), make([]byte, 6+2+24+4)...)
	order.PutUint16(b[2:], 42)
	order.PutUint32(b[4:], 8)
	order.PutUint16(b[8:], 2)
	order.PutUint16(b[10:], 0x8825) // GPS
	order.PutUint16(b[22:], 0x0112)
	order.PutUint16(b[24:], 3)
	order.PutUint32(b[26:], 1)
	order.PutUint16(b[30:], orientation)
	return append(b, "SECRET"...)
}

func TestPhotosTellNothing(t *testing.T) {
	for name, test := range map[string]struct {
		exif []byte
		up   uint16
	}{
		"little": {tiff(binary.LittleEndian, "II", 6), 6}, "big": {tiff(binary.BigEndian, "MM", 8), 8},
		"upright": {tiff(binary.BigEndian, "MM", 1), 0}, "nonsense": {[]byte("II*\x00\xff\xff\xff\xff"), 0}, "empty": {nil, 0},
	} {
		got := withoutTraces(photo(t, test.exif))
		if bytes.Contains(got, []byte("SECRET")) || bytes.Contains(got, []byte{0x88, 0x25}) || !bytes.Contains(got, []byte("COLOURS")) {
			t.Errorf("%s: %q", name, got)
		}
		if _, err := jpeg.Decode(bytes.NewReader(got)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		up := uint16(0)
		if at := bytes.Index(got, []byte("Exif\x00\x00")); at >= 0 {
			up = orientation(got[at+6:])
		}
		if up != test.up {
			t.Errorf("%s: %d is up, want %d", name, up, test.up)
		}
	}
}

func TestPNGTellsNothing(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48))); err != nil {
		t.Fatal(err)
	}
	chunk := binary.BigEndian.AppendUint32(nil, 6)
	chunk = append(chunk, "eXIfSECRET"...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte("eXIfSECRET")))
	head := len(pngStart) + 25
	in := append(append(bytes.Clone(b.Bytes()[:head]), chunk...), b.Bytes()[head:]...)
	if got := withoutTraces(append(in, "SECRET"...)); !bytes.Equal(got, b.Bytes()) {
		t.Errorf("%q", got)
	}
	if got := withoutTraces(in[:len(in)-9]); got != nil {
		t.Errorf("cut short: %q", got)
	}
}

func FuzzPhotosTellNothing(f *testing.F) {
	f.Add(photo(f, tiff(binary.LittleEndian, "II", 6)))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND...."))
	f.Add([]byte{0xff, 0xd8, 0xff, 0xd9})
	f.Fuzz(func(t *testing.T, in []byte) {
		once := withoutTraces(in)
		if again := withoutTraces(once); !bytes.Equal(once, again) {
			t.Errorf("%q, then %q", once, again)
		}
		if len(once) > len(in)+64 {
			t.Errorf("%d bytes became %d", len(in), len(once))
		}
	})
}
