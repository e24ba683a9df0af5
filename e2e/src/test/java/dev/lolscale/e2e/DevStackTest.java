package dev.lolscale.e2e;

class DevStackTest extends StackLife {

    DevStackTest() {
        super("dev");
    }
}
