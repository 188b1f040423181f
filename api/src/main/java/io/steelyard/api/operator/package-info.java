/** The operator's dialect: every tenant's balancers, work, accounts and limits, for whoever runs the service. */
package io.steelyard.api.operator;
