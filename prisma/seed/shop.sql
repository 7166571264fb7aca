-- The demo shop: deterministic for one anchor day, one scale and one DuckDB version.
-- Variables: `anchor` (the day the data ends, exclusive), `customers`, `orders`, `events`.
-- Every draw is `u(row, stream)`: a number in [0, 1) that depends on nothing else.
CREATE MACRO u(i, stream) AS (hash(i, stream) % 1000003) / 1000003.0;
CREATE MACRO pick(list, x) AS list[1 + CAST(floor(x * len(list)) AS INTEGER)];
-- A permutation of 0 .. n-1 (7919 is prime and divides no customer count used), so rank and id are unrelated.
CREATE MACRO shuffled(k, n) AS (k * 7919 + 13) % n;

CREATE TEMP TABLE places AS SELECT * FROM (VALUES
  ('US', 'New York', 'NY', '10001', 0.14), ('US', 'San Francisco', 'CA', '94105', 0.24), ('US', 'Austin', 'TX', '73301', 0.32),
  ('US', 'Chicago', 'IL', '60601', 0.40), ('CA', 'Toronto', 'ON', 'M5V 2T6', 0.46), ('GB', 'London', NULL, 'SW1A 1AA', 0.56),
  ('GB', 'Leeds', NULL, 'LS1 4DY', 0.60), ('DE', 'Berlin', NULL, '10115', 0.68), ('DE', 'München', NULL, '80331', 0.74),
  ('FR', 'Paris', NULL, '75001', 0.81), ('FR', 'Saint-Étienne', NULL, '42000', 0.84), ('ES', 'Málaga', NULL, '29001', 0.88),
  ('IT', 'Roma', NULL, '00118', 0.92), ('PL', 'Łódź', NULL, '90-001', 0.95), ('SE', 'Göteborg', NULL, '411 01', 0.97),
  ('JP', '東京', NULL, '100-0001', 1.0)
) AS t(country, city, state, postal_code, upto);

CREATE TABLE stores AS
SELECT CAST(i AS BIGINT) AS store_id, 'Store ' || city AS name, city, country,
       pick(['flagship', 'city', 'outlet'], u(i, 'format')) AS format,
       DATE '2012-01-01' + CAST(floor(u(i, 'opened') * 3000) AS INTEGER) AS opened_on
FROM (SELECT row_number() OVER (ORDER BY upto) AS i, * FROM places);

CREATE TABLE products AS
WITH kinds(k, category, subcategory, base) AS (VALUES
  (0, 'Footwear', 'Running shoes', 89), (1, 'Footwear', 'Boots', 129), (2, 'Footwear', 'Sandals', 39),
  (3, 'Apparel', 'Jackets', 149), (4, 'Apparel', 'T-shirts', 24), (5, 'Apparel', 'Trousers', 69),
  (6, 'Equipment', 'Tents', 249), (7, 'Equipment', 'Backpacks', 99), (8, 'Equipment', 'Stoves', 59),
  (9, 'Accessories', 'Socks', 12), (10, 'Accessories', 'Hats', 19), (11, 'Accessories', 'Bottles', 22))
SELECT CAST(i AS BIGINT) AS product_id, 'SKU-' || lpad(CAST(i AS VARCHAR), 4, '0') AS sku,
       pick(['Ridge', 'Fjord', 'Alta', 'Nomad', 'Sierra', 'Kite', 'Moor', 'Onda'], u(i, 'line')) || ' ' || subcategory AS name,
       category, subcategory,
       pick(['Northfold', 'Halden', 'Tern', 'Corvid', 'Ålesund'], u(i, 'brand')) AS brand,
       CAST(base * (0.7 + 0.9 * u(i, 'price')) AS DECIMAL(10, 2)) AS price,
       u(i, 'retired') < 0.1 AS is_retired
FROM range(1, 361) AS r(i) JOIN kinds ON k = i % 12;

-- One row an account. Some people have two accounts (same e-mail, other spelling), some households share one e-mail.
CREATE TABLE customers AS
WITH base AS (
  SELECT i,
    pick(['Anna', 'Ben', 'Chloé', 'David', 'Elif', 'Farah', 'Giulia', 'Hiro', 'Ines', 'José', 'Kwame', 'Łukasz', 'Maya', 'Noah', 'Olga',
          'Priya', 'Quinn', 'Renée', 'Søren', 'Tomás', 'Uma', 'Víctor', 'Wei', '정', 'Иван', 'محمد', 'Zoë', 'Mary-Jane', 'Sofia', 'Liam'], u(i, 'first')) AS first_name,
    pick(['Smith', 'Müller', 'García', 'O''Brien', 'Kowalska', 'Rossi', 'Dubois', 'Svensson', 'Tanaka', 'Okafor', 'Ivanova', 'de la Cruz', 'Nguyen',
          'Haddad', 'Schmidt', 'Jones', 'Björk', 'Silva', 'Novák', '김', 'Patel', 'van Dijk', 'Łapiński', 'Brown', 'Martin'], u(i, 'last')) AS last_name,
    (SELECT max(p) FROM (SELECT min(upto) AS p FROM places WHERE upto > u(i, 'place'))) AS upto,
    -- Accounts were opened over four years, more of them lately.
    CAST(getvariable('anchor') AS TIMESTAMP) - to_seconds(CAST(floor(1460 * 86400 * pow(u(i, 'opened'), 1.4)) AS BIGINT)) AS created_at
  FROM range(1, getvariable('customers') + 1) AS r(i)
)
SELECT CAST(i AS BIGINT) AS customer_id,
  CASE WHEN u(i, 'no e-mail') < 0.04 THEN NULL
       WHEN u(i, 'bad e-mail') < 0.004 THEN 'unknown at shop'
       WHEN i > 1 AND u(i, 'second account') < 0.01 THEN ' Person' || CAST(i - 1 AS VARCHAR) || '@Mail.Example.TEST'
       WHEN i > 1 AND u(i, 'household') < 0.03 THEN 'person' || CAST(i - 1 AS VARCHAR) || '@mail.example.test'
       ELSE 'person' || CAST(i AS VARCHAR) || pick(['@mail.example.test', '@post.example.test', '@inbox.test'], u(i, 'domain')) END AS email,
  -- Only number ranges kept for fiction by the countries' regulators.
  CASE WHEN u(i, 'no phone') < 0.35 THEN NULL
       WHEN country IN ('US', 'CA') AND u(i, 'no phone') > 0.6
         THEN '(' || pick(area_codes, u(i, 'area')) || ') 555-01' || lpad(CAST(CAST(floor(u(i, 'line') * 100) AS INTEGER) AS VARCHAR), 2, '0')
       WHEN country = 'GB' AND u(i, 'no phone') > 0.8
         THEN pick(['07700 900', '020 7946 0', '0113 496 0', '0161 496 0', '0117 496 0'], u(i, 'area')) || lpad(CAST(i % 1000 AS VARCHAR), 3, '0')
       WHEN country = 'DE' AND u(i, 'no phone') > 0.8
         THEN pick(['+49 30 23125', '069 90009', '040 66969', '0221 4710', '089 99998'], u(i, 'area')) || lpad(CAST(i % 1000 AS VARCHAR), 3, '0')
       WHEN country = 'FR'
         THEN '06 39 98 ' || lpad(CAST((i // 100) % 100 AS VARCHAR), 2, '0') || ' ' || lpad(CAST(i % 100 AS VARCHAR), 2, '0')
       END AS phone,
  CASE WHEN u(i, 'no name') < 0.02 THEN NULL ELSE first_name END AS first_name,
  CASE WHEN u(i, 'no name') < 0.02 THEN NULL ELSE last_name END AS last_name,
  CASE WHEN u(i, 'no birthday') < 0.22 THEN NULL
       ELSE CAST(getvariable('anchor') AS DATE) - CAST(6570 + floor(u(i, 'age') * 22000) AS INTEGER) END AS birth_date,
  CASE WHEN u(i, 'gender') < 0.42 THEN 'f' WHEN u(i, 'gender') < 0.80 THEN 'm' END AS gender,
  CASE WHEN u(i, 'no place') < 0.0045 THEN NULL ELSE country END AS country,
  city, state, postal_code,
  pick(['en', 'en', 'de', 'fr', 'es', 'it', 'pl'], u(i, 'language')) AS language,
  created_at,
  pick(['organic', 'search', 'social', 'referral', 'store', 'partner'], u(i, 'channel')) AS acquisition_channel,
  CASE WHEN u(i, 'tier') < 0.04 THEN 'gold' WHEN u(i, 'tier') < 0.15 THEN 'silver' WHEN u(i, 'tier') < 0.45 THEN 'bronze' END AS loyalty_tier,
  -- Three answers: yes, no, never asked.
  CASE WHEN u(i, 'ads') < 0.78 THEN TRUE WHEN u(i, 'ads') < 0.90 THEN FALSE END AS ads_consent,
  CASE WHEN u(i, 'letters') < 0.66 THEN TRUE WHEN u(i, 'letters') < 0.94 THEN FALSE END AS newsletter_consent,
  CASE WHEN u(i, 'store') < 0.6 THEN CAST(1 + floor(u(i, 'which store') * 16) AS BIGINT) END AS home_store_id
FROM base JOIN places USING (upto), (SELECT ['201','202','203','205','206','207','208','209','210','212','213','214','215','216','217','218','219','224','225','228','229','231','234','239','240','248','251','252','253','254','256','260','262','267','269','270','276','281','301','302','303','304','305','307','308','309','310','312','313','314','315','316','317','318','319','320','321','323','330','334','336','337','339','347','351','352','360','361','386','401','402','404','405','406','407','408','409','410','412','413','414','415','416','417','419','423','424','425','430','432','434','435','440','443','469','470','475','478','479','480','484','501','502','503','504','505','507','508','509','510'] AS area_codes)
ORDER BY i;

-- A third of all accounts never order; a few order very often; two in five have stopped.
CREATE TEMP TABLE drawn AS
WITH slots AS (
  SELECT o, 1 + shuffled(CAST(floor(getvariable('customers') * 0.67 * (1 - pow(1 - u(o, 'who'), 1.0 / 3))) AS BIGINT), getvariable('customers')) AS customer_id
  FROM range(1, getvariable('orders') + 1) AS r(o)
), lives AS (
  SELECT customer_id, greatest(created_at, CAST(getvariable('anchor') AS TIMESTAMP) - INTERVAL 730 DAY) AS since,
    CAST(getvariable('anchor') AS TIMESTAMP) - to_seconds(CAST(CASE WHEN u(customer_id, 'stopped') < 0.4
      THEN floor(u(customer_id, 'stopped when') * 500 * 86400) ELSE 0 END AS BIGINT)) AS until
  FROM customers
)
SELECT o, customer_id, CASE WHEN until > since
  THEN since + to_seconds(CAST(floor(u(o, 'when') * epoch(until - since)) AS BIGINT)) ELSE since END AS ordered_at
FROM slots JOIN lives USING (customer_id);

CREATE TABLE order_items AS
SELECT CAST(o AS BIGINT) AS order_id, CAST(line AS INTEGER) AS line_number, p.product_id,
       CAST(1 + floor(pow(u(o * 10 + line, 'quantity'), 3) * 4) AS INTEGER) AS quantity,
       p.price AS unit_price
FROM (SELECT o, unnest(range(1, 2 + CAST(floor(pow(u(o, 'lines'), 1.6) * 4) AS BIGINT))) AS line FROM drawn)
JOIN products p ON p.product_id = 1 + CAST(floor(360 * pow(u(o * 10 + line, 'product'), 1.3)) AS BIGINT)
ORDER BY order_id, line_number;

CREATE TABLE orders AS
WITH sums AS (SELECT order_id, sum(quantity * unit_price) AS subtotal FROM order_items GROUP BY order_id)
SELECT CAST(o AS BIGINT) AS order_id, CAST(customer_id AS BIGINT) AS customer_id, ordered_at,
  CASE WHEN u(o, 'status') < 0.90 THEN 'completed' WHEN u(o, 'status') < 0.96 THEN 'returned' ELSE 'cancelled' END AS status,
  pick(['web', 'web', 'app', 'store'], u(o, 'channel')) AS channel,
  CASE WHEN u(o, 'coupon') < 0.18 THEN pick(['WELCOME10', 'SPRING', 'VIP', 'SORRY'], u(o, 'which coupon')) END AS coupon_code,
  CAST(subtotal AS DECIMAL(12, 2)) AS subtotal,
  CAST(CASE WHEN u(o, 'coupon') < 0.18 THEN subtotal * 0.1 ELSE 0 END AS DECIMAL(12, 2)) AS discount,
  CAST(subtotal - CAST(CASE WHEN u(o, 'coupon') < 0.18 THEN subtotal * 0.1 ELSE 0 END AS DECIMAL(12, 2)) AS DECIMAL(12, 2)) AS total
FROM drawn JOIN sums ON order_id = o
ORDER BY ordered_at, order_id;

-- One in twenty events has no account behind it.
CREATE TABLE events AS
SELECT CAST(e AS BIGINT) AS event_id,
  CASE WHEN u(e, 'anonymous') >= 0.05
    THEN CAST(1 + shuffled(CAST(floor(getvariable('customers') * 0.9 * pow(u(e, 'who'), 1.8)) AS BIGINT), getvariable('customers')) AS BIGINT) END AS customer_id,
  pick(['page_view', 'page_view', 'page_view', 'page_view', 'product_view', 'product_view', 'product_view', 'add_to_cart', 'checkout_started', 'email_open', 'email_open', 'email_click', 'app_open'], u(e, 'name')) AS name,
  CAST(getvariable('anchor') AS TIMESTAMP) - to_seconds(CAST(floor(pow(u(e, 'when'), 1.2) * 730 * 86400) AS BIGINT)) AS occurred_at,
  CASE WHEN u(e, 'name') BETWEEN 0.307 AND 0.692 THEN CAST(1 + floor(360 * pow(u(e, 'product'), 1.3)) AS BIGINT) END AS product_id,
  pick(['mobile', 'mobile', 'desktop', 'tablet'], u(e, 'device')) AS device,
  CASE WHEN u(e, 'source') < 0.5 THEN pick(['newsletter', 'search', 'social', 'partner'], u(e, 'which source')) END AS source
FROM range(1, getvariable('events') + 1) AS r(e)
ORDER BY occurred_at, event_id;

-- People who asked never to be advertised to, by the e-mail they wrote from.
CREATE TABLE do_not_advertise AS
SELECT upper(trim(email)) AS email, pick(['letter', 'support ticket', 'regulator'], u(customer_id, 'asked by')) AS asked_by,
       CAST(getvariable('anchor') AS DATE) - CAST(floor(u(customer_id, 'asked') * 400) AS INTEGER) AS asked_on
FROM customers WHERE email IS NOT NULL AND u(customer_id, 'asks') < 0.006;
