/**
 * A small part of the API of OpenStack Swift: what it takes to list, fetch and delete the objects that the service leaves
 * in a tenant's containers.
 */
package io.steelyard.api.container;
