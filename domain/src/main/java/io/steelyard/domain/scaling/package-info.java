/** Groups of servers that join and leave balancers together. */
package io.steelyard.domain.scaling;
