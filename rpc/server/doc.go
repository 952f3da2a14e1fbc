// Package server makes a whole gRPC server of an engine: the services of package rpc behind the locks of package access,
// with health, reflection, logs, metrics and traces.
//
// In come an engine and a Config, out comes a Server that listens; Serve runs it until its context ends, and then lets the
// calls that are in progress end. It listens at one address for calls and, where one is given, at a loopback address for
// Prometheus; nothing else listens, and nothing is sent anywhere unless an endpoint for traces is given.
//
// Every call leaves a line in the log, with method, code, duration, sizes and the name of the token, and counts in the
// metrics. Neither, nor a trace, holds anything of a message but its size.
package server
