/** The certificates that accounts keep here, for the listeners of classic balancers. */
package io.steelyard.control.certificate;
