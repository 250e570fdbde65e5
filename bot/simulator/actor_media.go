package simulator

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// ShareLocation sends a position, in degrees.
func (a *Actor) ShareLocation(chatID int64, lat, lon float64) (messageID int, updateID int64) {
	return a.put(chatID, 0, Message{Location: &Location{lat, lon}})
}

// SendContact shares an address-book entry; shareOwn is what a request_contact button does.
func (a *Actor) SendContact(chatID int64, phone, firstName string, shareOwn bool) (messageID int, updateID int64) {
	c := &Contact{Phone: phone, FirstName: firstName}
	if shareOwn {
		c.UserID, c.FirstName = a.ID, a.FirstName
	}
	return a.put(chatID, 0, Message{Contact: c})
}

// Kinds of media SendMedia knows.
const (
	Photo    = "photo"
	Sticker  = "sticker"
	Voice    = "voice"
	Document = "document"
	Video    = "video"
)

// SendMedia sends a small sample of a kind of media; a sticker has no caption. It
// panics on another kind.
func (a *Actor) SendMedia(chatID int64, kind, caption string) (messageID int, updateID int64) {
	s := a.s
	s.mu.Lock()
	m := Message{Caption: caption, CaptionEntities: detect(caption, nil)}
	switch kind {
	case Photo:
		m.Photo = []*File{s.store("photos", "", "", samplePicture(320, 200))}
	case Sticker:
		m.Caption, m.CaptionEntities = "", nil
		m.Sticker = s.store("stickers", "", "", samplePicture(128, 128))
		m.Sticker.Emoji, m.Sticker.Type = "🙂", "regular"
	case Voice:
		m.Voice = s.store("voice", "", "audio/ogg", []byte("OggS sample"))
		m.Voice.Duration = 4
	case Video:
		m.Video = s.store("videos", "sample.mp4", "video/mp4", []byte("sample"))
		m.Video.Duration, m.Video.Width, m.Video.Height = 7, 320, 200
	case Document:
		m.Document = s.store("documents", "courrier.pdf", "application/pdf", []byte("%PDF-1.4\n%%EOF\n"))
	default:
		s.mu.Unlock()
		panic(fmt.Sprintf("simulator: SendMedia: unknown kind %q", kind))
	}
	s.mu.Unlock()
	return a.put(chatID, 0, m)
}

// SendDocument sends a file of one's own.
func (a *Actor) SendDocument(chatID int64, name, mime string, data []byte) (messageID int, updateID int64) {
	a.s.mu.Lock()
	f := a.s.store("documents", name, mime, data)
	a.s.mu.Unlock()
	return a.put(chatID, 0, Message{Document: f})
}

// samplePicture is a PNG of a sunset over a river, in pixels.
func samplePicture(width, height int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	sun := image.Pt(width/3, height/2)
	for y := range height {
		for x := range width {
			c := color.RGBA{uint8(250 - 60*y/height), uint8(190 - 90*y/height), uint8(110 + 110*y/height), 255}
			if dx, dy := x-sun.X, y-sun.Y; dx*dx+dy*dy < height*height/36 {
				c = color.RGBA{255, 236, 170, 255}
			}
			if y > height*6/10 {
				c = color.RGBA{60, uint8(90 + (x*7+y*13)%23), 140, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // memory
	}
	return b.Bytes()
}
