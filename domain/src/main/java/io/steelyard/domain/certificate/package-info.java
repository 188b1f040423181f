/** The certificates that accounts keep here, for listeners to show. */
package io.steelyard.domain.certificate;
