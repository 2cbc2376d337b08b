#include "domain/paging/service.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

Service service(std::string id, std::vector<ServiceId> depends_on = {}) {
  Service service;
  service.id.value = std::move(id);
  service.depends_on = std::move(depends_on);
  return service;
}

TEST(ServiceTest, is_linked_with_those_it_depends_on_and_those_that_depend_on_it) {
  const auto shop = service("shop", {{"database"}});
  const auto database = service("database");
  const auto mail = service("mail", {{"queue"}});

  EXPECT_TRUE(shop.is_linked_with(database));
  EXPECT_TRUE(database.is_linked_with(shop));
  EXPECT_FALSE(shop.is_linked_with(mail));
  EXPECT_FALSE(mail.is_linked_with(database));
}

}  // namespace
}  // namespace tocsin::domain
