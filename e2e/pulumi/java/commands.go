//go:build commands

// Package java names the language host that install-pulumi builds. Its newest version that has a checksum fits an older engine's
// code than the command line's, so it stands in a module of its own.
package java

import _ "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java"
