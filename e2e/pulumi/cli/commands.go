//go:build commands

// Package cli names the command that install-pulumi builds, so that go.mod and go.sum pin all that it is made of.
package cli

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
