package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// textKind is how a text file writes its characters and its columns.
type textKind struct {
	encoding string // "utf-8", "windows-1252" or "utf-16"
	comma    rune   // of a table
}

// progressStep is the number of bytes between two calls of progress.
const progressStep = 256 << 10

// counter counts the bytes read from the disk.
type counter struct {
	r    io.Reader
	run  *run
	told int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.run != nil {
		c.run.bytes += int64(n)
		if c.run.progress != nil && (c.run.bytes-c.told >= progressStep || err == io.EOF) {
			c.told = c.run.bytes
			c.run.progress(c.run.bytes)
		}
	}
	return n, err
}

// reader is an open text file: decompressed, and in UTF-8 without mark.
type reader struct {
	io.Reader
	file *os.File
	name string // in the gzip header
}

func (r *reader) Close() error { return r.file.Close() }

// raw opens the file and decompresses it.
func (in *input) raw(run *run) (*reader, error) {
	f, err := os.Open(in.path)
	if err != nil {
		return nil, &FileError{File: in.base(), Reason: ErrMissing}
	}
	out := &reader{file: f}
	buffered := bufio.NewReaderSize(&counter{r: f, run: run}, 128<<10)
	out.Reader = buffered
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			f.Close()
			return nil, in.damaged(0, err)
		}
		out.Reader, out.name = z, z.Name
	}
	return out, nil
}

// open is raw, then the text in UTF-8.
func (in *input) open(run *run) (*reader, error) {
	r, err := in.raw(run)
	if err != nil {
		return nil, err
	}
	switch in.text.encoding {
	case "windows-1252":
		r.Reader = transform.NewReader(r.Reader, charmap.Windows1252.NewDecoder())
	case "utf-16":
		r.Reader = transform.NewReader(r.Reader, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	default:
		b := bufio.NewReader(r.Reader)
		if mark, _ := b.Peek(3); bytes.Equal(mark, utf8Mark) {
			b.Discard(3)
		}
		r.Reader = b
	}
	return r, nil
}

var utf8Mark = []byte{0xef, 0xbb, 0xbf}

// encodingOf reads the whole text: one byte that is not UTF-8 makes it
// Windows-1252, the other encoding that French spreadsheets write.
func encodingOf(r io.Reader) (string, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if mark, _ := b.Peek(2); bytes.Equal(mark, []byte{0xff, 0xfe}) || bytes.Equal(mark, []byte{0xfe, 0xff}) {
		return "utf-16", nil
	}
	for {
		c, size, err := b.ReadRune()
		switch {
		case err == io.EOF:
			return "utf-8", nil
		case err != nil:
			return "", err
		case c == utf8.RuneError && size == 1:
			return "windows-1252", nil
		}
	}
}
