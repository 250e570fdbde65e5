package announce

import (
	"bytes"
	"image"
	_ "image/jpeg" // posters
	_ "image/png"  // posters
)

// Limits of Telegram for a photo.
const (
	MaxPoster    = 10 << 20 // bytes
	maxSides     = 10000    // pixels, width and height together
	maxElongated = 20       // times one side in the other
)

// badPoster tells a picture that Telegram or a browser would not show. It is
// decoded whole: a file cut short has a fine header.
func badPoster(poster []byte) bool {
	if poster == nil {
		return false
	}
	c, form, err := image.DecodeConfig(bytes.NewReader(poster))
	if err != nil || len(poster) > MaxPoster || form != "jpeg" && form != "png" {
		return true
	}
	w, h := c.Width, c.Height
	if w < 1 || h < 1 || w+h > maxSides || w > h*maxElongated || h > w*maxElongated {
		return true
	}
	_, _, err = image.Decode(bytes.NewReader(poster))
	return err != nil
}
