package announce

import (
	"context"

	"relais/directory/db"
)

// PrivateChats lists the private chats that are subscribed: those where a person
// may be asked something, such as how many came. A chat that is muted is there
// too; one whose seal cannot be opened is not.
func (b *Board) PrivateChats(ctx context.Context) (chats []int64, err error) {
	defer wrap(&err, "PrivateChats")
	err = b.db.View(ctx, func(tx *db.Tx) error {
		chats = nil
		return tx.Rows(ctx, "SELECT sealed FROM announce_subscribers WHERE state = 'active' AND chat = 'private'", nil,
			func(scan func(...any) error) error {
				var sealed []byte
				if err := scan(&sealed); err != nil {
					return err
				}
				if chat, err := b.openChat(sealed); err == nil {
					chats = append(chats, chat)
				}
				return nil
			})
	})
	return chats, err
}
