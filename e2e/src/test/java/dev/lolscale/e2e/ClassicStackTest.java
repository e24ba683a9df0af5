package dev.lolscale.e2e;

class ClassicStackTest extends StackLife {

    ClassicStackTest() {
        super("classic");
    }
}
