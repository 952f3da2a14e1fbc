// Package access says who may call a gRPC server, what they may do and how much, and keeps the record of what they did.
//
// In come calls with a bearer token; the call goes on with its Caller in the context, or is refused. A token carries
// scopes, a method asks for one (a table that the server gives; a method that is not in it is refused), and no scope
// includes another, but that read allows what figures does. Issue, Revoke and List keep the file of tokens; a server that
// has it open follows it, so that a revoked token ends within a second, on streams that are open too. The file holds no
// token, only what one is recognised by.
//
// A Guard has the interceptors. In this order it looks at the token, at how often it calls, at its scope and at how many
// calls there are; a write or an erasure it then records in the Audit, before the handler runs and after it, and refuses it
// when that cannot be written. A call costs about a microsecond and three small allocations (a write two lines of a file
// besides, an erasure two waits for the disk), and memory is kept for each token of the file, whatever callers send.
//
//	tokens, err := access.OpenTokens("tokens.json", log)        // errors name the file and what is wrong
//	audit, err := access.OpenAudit("audit.jsonl", log)
//	guard, err := access.NewGuard(access.Config{
//		Tokens: tokens, Audit: audit,
//		Methods: map[string]access.Scope{
//			"/grpc.health.v1.Health/Check": access.Public,
//			"/kaiku.v1.Feedback/Add":       access.Write,
//		},
//		Rate: 100, Burst: 200, // calls a second of one token; 0: as many as it likes
//		Concurrent: 256,       // calls in progress, of all; 0: as many as come
//	})
//	options := []grpc.ServerOption{
//		grpc.InTapHandle(guard.Tap), // who has no token cannot make the server read a message
//		grpc.ChainUnaryInterceptor(guard.Unary), grpc.ChainStreamInterceptor(guard.Stream),
//	}
//	if certFile != "" {
//		config, err := access.LoadTLS(access.TLSFiles{Certificate: certFile, Key: keyFile, ClientCA: caFile}, log)
//		options = append(options, grpc.Creds(credentials.NewTLS(config)))
//	}
//	err = access.CheckListen(addr, certFile != "", insecure)
//
// A handler that writes or erases says how many records that were with CountRecords; From tells it who calls.
//
// Mutual TLS is a second lock, not another key: a server that is given a ClientCA answers only those whose certificate it
// signed, and they need a token all the same. The certificate's name is in the Caller and in the audit.
package access
