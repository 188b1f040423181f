package io.steelyard.conformance.watchdog;

/** What is being done when a process dies. */
enum Write {
    CREATE,
    UPDATE,
    DELETE
}
