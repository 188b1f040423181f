/** Files of the data directory. */
package io.steelyard.server.files;
