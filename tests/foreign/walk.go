// walk reads a whole log (C2SP tlog-tiles) with Go's own packages: note and tlog of golang.org/x/mod/sumdb.
//
//	walk FOLDER VKEY [OLD-CHECKPOINT]
//
// FOLDER holds checkpoint and tile/…; every tile is proven against the signed root by tlog.TileHashReader, every entry
// of every bundle against its leaf hash; with an older checkpoint, that the log extends it. Ends with 0 and
// "N entries", or with 1 and what does not check.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, args ...interface{}) {
	fmt.Fprintf(os.Stderr, "walk: "+format+"\n", args...)
	os.Exit(1)
}

// folder reads tiles as C2SP names them: tile/L/N, tile/entries/N; Go's own name has the height, and "data".
type folder string

func (f folder) Height() int                      { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) read(t tlog.Tile) ([]byte, error) {
	p := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
	return os.ReadFile(filepath.Join(string(f), strings.Replace(p, "tile/data/", "tile/entries/", 1)))
}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, t := range tiles {
		b, err := f.read(t)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func checkpoint(path, vkey string) tlog.Tree {
	text, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		fail("verifier key: %v", err)
	}
	n, err := note.Open(text, note.VerifierList(v))
	if err != nil {
		fail("checkpoint: %v", err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 3 || lines[0] != v.Name() {
		fail("checkpoint: another origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	hash, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(hash) != tlog.HashSize {
		fail("checkpoint: no root")
	}
	var h tlog.Hash
	copy(h[:], hash)
	return tlog.Tree{N: size, Hash: h}
}

// bundle gives the entries of bundle n.
func bundle(f folder, n int64, width int) [][]byte {
	data, err := f.read(tlog.Tile{H: 8, L: -1, N: n, W: width})
	if err != nil {
		fail("%v", err)
	}
	var out [][]byte
	for len(data) >= 2 {
		k := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+k {
			break
		}
		out, data = append(out, data[2:2+k]), data[2+k:]
	}
	if len(data) != 0 || len(out) != width {
		fail("bundle %d is malformed", n)
	}
	return out
}

func main() {
	if len(os.Args) < 3 {
		fail("usage: walk FOLDER VKEY [OLD-CHECKPOINT]")
	}
	f, vkey := folder(os.Args[1]), strings.TrimSpace(os.Args[2])
	tree := checkpoint(filepath.Join(string(f), "checkpoint"), vkey)
	reader := tlog.TileHashReader(tree, f)
	for at := int64(0); at < tree.N; at += 256 {
		width := 256
		if tree.N-at < 256 {
			width = int(tree.N - at)
		}
		var indexes []int64
		for i := 0; i < width; i++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, at+int64(i)))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			fail("%v", err)
		}
		for i, entry := range bundle(f, at/256, width) {
			if tlog.RecordHash(entry) != hashes[i] {
				fail("entry %d is not the one in the tree", at+int64(i))
			}
		}
	}
	if len(os.Args) > 3 {
		old := checkpoint(os.Args[3], vkey)
		if old.N > tree.N {
			fail("the log has %d entries, it once had %d", tree.N, old.N)
		}
		if old.N > 0 {
			proof, err := tlog.ProveTree(tree.N, old.N, reader)
			if err == nil {
				err = tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
			}
			if err != nil {
				fail("the log does not extend the older checkpoint: %v", err)
			}
		}
	}
	fmt.Printf("%d entries\n", tree.N)
}
