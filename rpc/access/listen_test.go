package access

import "testing"

func TestCheckListen(t *testing.T) {
	for addr, within := range map[string]bool{
		"127.0.0.1:50051": true, "127.8.9.10:0": true, "[::1]:50051": true, "[::1%lo]:50051": true, "localhost:50051": true,
		"LocalHost.:50051": true, "[::ffff:127.0.0.1]:1": true, "127.0.0.1:": true,
		":50051": false, "0.0.0.0:50051": false, "[::]:50051": false, "10.0.0.7:50051": false, "192.168.1.1:1": false,
		"[fe80::1%eth0]:1": false, "[2001:db8::1]:1": false, "[::ffff:10.0.0.7]:1": false, "128.0.0.1:1": false,
		"kaiku.example.fi:443": false, "localhost.example.fi:443": false, "notlocalhost:1": false, "ip6-localhost:1": false,
		"127.1:1": false, "2130706433:1": false, "0:1": false, "127.0.0.1.example.fi:1": false, "[127.0.0.1]x:1": false,
	} {
		if err := CheckListen(addr, false, false); (err == nil) != within {
			t.Errorf("%s without TLS: %v", addr, err)
		}
	}
	for _, addr := range []string{":50051", "0.0.0.0:50051", "[2001:db8::1]:1", "kaiku.example.fi:443"} {
		if err := CheckListen(addr, true, false); err != nil {
			t.Errorf("%s with TLS: %v", addr, err)
		}
		if err := CheckListen(addr, false, true); err != nil {
			t.Errorf("%s insecure: %v", addr, err)
		}
	}
	for _, addr := range []string{"", "127.0.0.1", "::1", "::1:50051", "localhost", "a:b:c"} {
		for _, told := range []bool{false, true} {
			if CheckListen(addr, told, told) == nil {
				t.Errorf("%q is an address", addr)
			}
		}
	}
}
