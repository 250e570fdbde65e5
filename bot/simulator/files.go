package simulator

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // sizes of photos
	_ "image/png"
	"net/http"
	"path"
	"strings"
)

const (
	maxPhoto    = 10 << 20 // bytes
	maxDocument = 50 << 20
	maxDownload = 20 << 20 // the largest file getFile gives
)

type storedFile struct {
	File
	data []byte
}

// store keeps a file in memory and names it as Telegram does.
func (s *Simulator) store(folder, name, kind string, data []byte) *File {
	s.lastFile++
	id := fmt.Sprintf("SIM%08dFILE", s.lastFile)
	f := &storedFile{data: data, File: File{ID: id, UniqueID: fmt.Sprintf("U%08d", s.lastFile), Size: len(data),
		Name: name, MIME: kind, Path: fmt.Sprintf("%s/file_%d%s", folder, s.lastFile, path.Ext(name))}}
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		f.Width, f.Height = c.Width, c.Height
	}
	s.files[id] = f
	shown := f.File
	shown.Path = ""
	return &shown
}

// incoming is a file given by the bot: uploaded, or already known by its id.
func (s *Simulator) incoming(p *params, value, part, folder string) (*File, []byte, *apiError) {
	name, attached := strings.CutPrefix(value, "attach://")
	if attached {
		part = name
	}
	if up, ok := p.files[part]; ok {
		if len(up.Data) == 0 {
			return nil, nil, badRequest("file must be non-empty")
		}
		return s.store(folder, up.Name, http.DetectContentType(up.Data), up.Data), up.Data, nil
	}
	if f, ok := s.files[value]; ok {
		known := f.File
		known.Path = ""
		return &known, f.data, nil
	}
	if !attached && strings.Contains(value, "://") {
		return nil, nil, badRequest("failed to get HTTP URL content")
	}
	return nil, nil, badRequest("wrong file identifier/HTTP URL specified")
}

func (s *Simulator) putPhoto(p *params, m *Message, value, part string) *apiError {
	f, data, err := s.incoming(p, value, part, "photos")
	switch {
	case err != nil:
		return err
	case len(data) > maxPhoto:
		return badRequest("file is too big")
	case !strings.HasPrefix(http.DetectContentType(data), "image/"):
		return badRequest("IMAGE_PROCESS_FAILED")
	case f.Width+f.Height > 10_000:
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	f.Name, f.MIME = "", ""
	m.Photo = []*File{f}
	return nil
}

func (s *Simulator) putDocument(p *params, m *Message, value, part string) *apiError {
	f, data, err := s.incoming(p, value, part, "documents")
	if err == nil && len(data) > maxDocument {
		err = badRequest("file is too big")
	}
	m.Document = f
	return err
}

func (s *Simulator) sendPhoto(p *params) (any, *apiError) {
	return s.post(p, func(m *Message) (err *apiError) {
		if err := s.putPhoto(p, m, p.text("photo"), "photo"); err != nil {
			return err
		}
		return s.caption(p, m)
	})
}

func (s *Simulator) sendDocument(p *params) (any, *apiError) {
	return s.post(p, func(m *Message) *apiError {
		if err := s.putDocument(p, m, p.text("document"), "document"); err != nil {
			return err
		}
		return s.caption(p, m)
	})
}

func (s *Simulator) caption(p *params, m *Message) (err *apiError) {
	m.Caption, m.CaptionEntities, err = s.formatted(p, "caption")
	m.HTML = p.text("caption")
	return err
}

// sendMediaGroup sends an album of photos or documents.
func (s *Simulator) sendMediaGroup(p *params) (any, *apiError) {
	var items []struct {
		Type, Media, Caption string
		Mode                 string   `json:"parse_mode"`
		Entities             []Entity `json:"caption_entities"`
	}
	c, err := s.target(p)
	if err == nil {
		err = p.decode("media", &items)
	}
	if err != nil {
		return nil, err
	}
	if len(items) < 2 || len(items) > 10 {
		return nil, badRequest("there must be from 2 to 10 messages to send as an album")
	}
	album := make([]Message, len(items))
	for i, item := range items {
		m := &album[i]
		switch item.Type {
		case "photo":
			err = s.putPhoto(p, m, item.Media, "")
		case "document":
			err = s.putDocument(p, m, item.Media, "")
		default:
			err = badRequest("media of type %s is not implemented by the simulator", item.Type)
		}
		if err == nil {
			m.Caption, m.CaptionEntities, err = s.format(item.Caption, item.Mode, item.Entities, "caption")
		}
		if err != nil {
			return nil, err
		}
	}
	sent := []*Message{}
	for _, m := range album {
		m.MediaGroup = fmt.Sprintf("album%d", s.lastMessage)
		sent = append(sent, &s.say(c, m, nil).Message)
	}
	return sent, nil
}

func (s *Simulator) getFile(p *params) (any, *apiError) {
	f := s.files[p.text("file_id")]
	if f == nil {
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	}
	if len(f.data) > maxDownload {
		return nil, badRequest("file is too big")
	}
	return File{ID: f.ID, UniqueID: f.UniqueID, Size: f.Size, Path: f.Path}, nil
}

// FileData is the content of a file sent by anybody, by its id.
func (s *Simulator) FileData(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return f.data
	}
	return nil
}

// serveFile answers /file/bot<token>/<path>.
func (s *Simulator) serveFile(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	if token != s.token {
		writeAnswer(w, nil, errUnauthorized)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.Path == name {
			w.Header().Set("Content-Type", "application/octet-stream")
			_, _ = w.Write(f.data)
			return
		}
	}
	writeAnswer(w, nil, &apiError{Code: 404, Description: "Not Found"})
}
