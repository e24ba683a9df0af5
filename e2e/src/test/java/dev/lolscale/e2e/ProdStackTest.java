package dev.lolscale.e2e;

class ProdStackTest extends StackLife {

    ProdStackTest() {
        super("prod");
    }
}
