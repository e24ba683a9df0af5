/**
 * The console: one page on loopback that shows a platform while it runs. Data flows one way: the stack graph, the files on
 * disk and the stand-ins' counts become a {@link dev.lolscale.local.console.Snapshot}, that becomes JSON, and that the page.
 */
package dev.lolscale.local.console;
