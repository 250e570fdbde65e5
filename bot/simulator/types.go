package simulator

import (
	"slices"
	"time"
)

// User is a Telegram user as the API shows it.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// Chat is a private chat (its id is the person's), a group or a supergroup.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
}

// Message is a message as it stands now, in Telegram's JSON. The fields without JSON
// name are for tests.
type Message struct {
	ID              int        `json:"message_id"`
	From            *User      `json:"from,omitempty"`
	Chat            Chat       `json:"chat"`
	Date            int64      `json:"date"`
	EditDate        int64      `json:"edit_date,omitempty"`
	ReplyTo         *Message   `json:"reply_to_message,omitempty"`
	ViaBot          *User      `json:"via_bot,omitempty"`
	MediaGroup      string     `json:"media_group_id,omitempty"`
	Text            string     `json:"text,omitempty"`
	Entities        []Entity   `json:"entities,omitempty"`
	Caption         string     `json:"caption,omitempty"`
	CaptionEntities []Entity   `json:"caption_entities,omitempty"`
	Photo           []*File    `json:"photo,omitempty"`
	Document        *File      `json:"document,omitempty"`
	Video           *File      `json:"video,omitempty"`
	Voice           *File      `json:"voice,omitempty"`
	Sticker         *File      `json:"sticker,omitempty"`
	Contact         *Contact   `json:"contact,omitempty"`
	Location        *Location  `json:"location,omitempty"`
	Venue           *Venue     `json:"venue,omitempty"`
	MigrateTo       int64      `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom     int64      `json:"migrate_from_chat_id,omitempty"`
	Markup          *Markup    `json:"reply_markup,omitempty"` // the inline keyboard
	Keyboard        *Markup    `json:"-"`                      // the reply keyboard it brought or removed
	HTML            string     `json:"-"`                      // the text or caption as the bot wrote it
	Edits           int        `json:"-"`
	History         []Revision `json:"-"` // what it said before each edit, oldest first
	InlineID        string     `json:"-"` // for editing a message sent by inline mode
}

// Revision is an earlier state of an edited message.
type Revision struct {
	Text    string // or caption
	Buttons [][]Button
	At      time.Time // when it was replaced
}

// FromBot tells the bot's own messages.
func (m Message) FromBot() bool { return m.From != nil && m.From.IsBot }

// Body is the text, or the caption of a media.
func (m Message) Body() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// Buttons is the inline keyboard, flattened.
func (m Message) Buttons() []Button {
	if m.Markup == nil {
		return nil
	}
	return slices.Concat(m.Markup.Inline...)
}

// Button finds an inline button by its text or its callback data.
func (m Message) Button(textOrData string) (Button, bool) {
	for _, b := range m.Buttons() {
		if b.Text == textOrData || b.Data != "" && b.Data == textOrData {
			return b, true
		}
	}
	return Button{}, false
}

// Markup is any of Telegram's four reply markups.
type Markup struct {
	Inline      [][]Button    `json:"inline_keyboard,omitempty"`
	Keyboard    [][]KeyButton `json:"keyboard,omitempty"`
	Persistent  bool          `json:"is_persistent,omitempty"`
	Resize      bool          `json:"resize_keyboard,omitempty"`
	OneTime     bool          `json:"one_time_keyboard,omitempty"`
	Placeholder string        `json:"input_field_placeholder,omitempty"`
	Remove      bool          `json:"remove_keyboard,omitempty"`
	ForceReply  bool          `json:"force_reply,omitempty"`
	Selective   bool          `json:"selective,omitempty"`
}

// Button is an inline button.
type Button struct {
	Text         string       `json:"text"`
	Style        string       `json:"style,omitempty"`
	URL          string       `json:"url,omitempty"`
	Data         string       `json:"callback_data,omitempty"`
	WebApp       *WebApp      `json:"web_app,omitempty"`
	Switch       *string      `json:"switch_inline_query,omitempty"`
	SwitchHere   *string      `json:"switch_inline_query_current_chat,omitempty"`
	SwitchChosen *SwitchQuery `json:"switch_inline_query_chosen_chat,omitempty"`
	Copy         *CopyText    `json:"copy_text,omitempty"`
}

// CopyText is the text a button puts on the clipboard.
type CopyText struct {
	Text string `json:"text"`
}

// SwitchQuery is an inline query to be asked in a chat of some kind.
type SwitchQuery struct {
	Query    string `json:"query,omitempty"`
	Users    bool   `json:"allow_user_chats,omitempty"`
	Bots     bool   `json:"allow_bot_chats,omitempty"`
	Groups   bool   `json:"allow_group_chats,omitempty"`
	Channels bool   `json:"allow_channel_chats,omitempty"`
}

// WebApp is a Mini App's address.
type WebApp struct {
	URL string `json:"url"`
}

// KeyButton is a button of a reply keyboard.
type KeyButton struct {
	Text            string  `json:"text"`
	Style           string  `json:"style,omitempty"`
	RequestContact  bool    `json:"request_contact,omitempty"`
	RequestLocation bool    `json:"request_location,omitempty"`
	WebApp          *WebApp `json:"web_app,omitempty"`
}

// File is a photo size, document, video, voice note or sticker.
type File struct {
	ID       string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Size     int    `json:"file_size,omitempty"`
	Path     string `json:"file_path,omitempty"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Width    int    `json:"width,omitempty"`
	Height   int    `json:"height,omitempty"`
	Duration int    `json:"duration,omitempty"`
	Emoji    string `json:"emoji,omitempty"`
	Type     string `json:"type,omitempty"`
}

// Contact is a shared address-book entry.
type Contact struct {
	Phone     string `json:"phone_number"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	UserID    int64  `json:"user_id,omitempty"`
}

// Location is a point, in degrees (WGS 84).
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Venue is a place with a name.
type Venue struct {
	Location Location `json:"location"`
	Title    string   `json:"title"`
	Address  string   `json:"address"`
}
