"""Words that a line of a title does not part."""

# Words of two syllables that titles of a reform bulletin are made of; both spellings of a tone.
WORDS = tuple(
    f"{first} {second}"
    for line in """
    par: index
    ban: hành
    bảo: hiểm, đảm
    báo: cáo, chí
    biên: chế, tập, lai
    bí: thư
    bổ: nhiệm, sung
    bộ: máy, trưởng, phận
    bưu: chính, điện
    cán: bộ
    cải: cách, thiện
    căn: cước
    cấp: huyện, tỉnh, xã
    cạnh: tranh
    chất: lượng
    chi: cục
    chỉ: đạo, số, thị, tiêu
    chính: phủ, quyền, sách
    chủ: tịch
    chuyên: mục, nghiệp
    chuyển: đổi
    chữ: ký
    chương: trình
    chứng: thực
    cộng: đồng
    cơ: chế, quan
    công: an, bố, chức, dân, khai, nghệ, văn
    cư: trú
    dịch: vụ
    doanh: nghiệp
    du: lịch
    dự: án, thảo
    dữ: liệu
    đánh: giá
    đào: tạo
    đăng: ký
    đầu: tư
    đẩy: mạnh
    đề: án, xuất
    địa: phương, bàn
    điện: tử
    điều: hành
    định: danh
    đội: ngũ
    đồng: bộ
    đột: phá
    đơn: vị
    gia: đình, hạn
    giai: đoạn
    giải: pháp, quyết, trình
    giám: đốc, sát
    giáo: dục
    giấy: phép, tờ
    hạ: tầng
    hài: lòng
    hành: chính
    hiện: đại
    hiệu: lực, quả
    hoàn: thiện, thành
    hỗ: trợ
    hộ: tịch, khẩu
    hội: đồng, nghị, thi
    hồ: sơ
    hướng: dẫn
    kế: hoạch
    kết: quả, hôn
    khai: sinh, trương
    khảo: sát
    khen: thưởng
    khiếu: nại
    khó: khăn
    kiểm: soát, tra
    kiến: nghị
    kinh: tế
    kỷ: luật
    lãnh: đạo
    lệ: phí
    liên: thông
    lĩnh: vực
    luân: chuyển
    minh: bạch
    môi: trường
    một: cửa
    năng: lực
    nâng: cao
    ngân: sách
    nghị: định, quyết
    nguồn: lực
    nhà: nước
    nhân: dân, lực
    nhiệm: vụ, kỳ
    niêm: yết
    nội: vụ
    nông: nghiệp, thôn
    ngành: nghề
    người: dân
    phản: ánh
    phân: cấp, quyền
    phần: mềm
    phiên: họp
    phổ: biến
    phục: vụ
    quản: lý
    quá: hạn
    quốc: gia, hội
    quyết: định
    rà: soát
    sáp: nhập
    sắp: xếp
    số: hóa, hoá
    sửa: đổi
    tài: chính, nguyên, khoản, liệu
    tăng: cường
    tập: huấn
    thanh: tra, niên, toán
    thành: phố, tích
    thẩm: định, quyền
    thể: chế
    thi: đua, tuyển
    thí: điểm
    thị: trấn, xã
    thông: báo, tin, tư
    thời: gian, hạn
    thủ: trưởng, tục, tướng
    thực: hiện
    tiền: mặt
    tiếp: nhận, cận
    tinh: giản
    tỉnh: ủy, uỷ
    toàn: trình, tỉnh, quốc
    tổ: chức
    tổng: hợp, kết
    tố: cáo
    tra: cứu
    trách: nhiệm
    trễ: hạn, hẹn
    triển: khai
    trung: tâm, ương
    truyền: hình, thông
    trụ: sở
    trực: tuyến
    tuyên: truyền
    tuyển: dụng
    tư: pháp
    ủy: ban
    uỷ: ban
    ứng: dụng, xử
    văn: bản, hóa, hoá, phòng
    viên: chức
    việt: nam
    vùng: cao
    vướng: mắc
    xã: hội
    xếp: hạng, loại
    xây: dựng
    xử: lý
    y: tế
    ý: kiến
    an: giang
    bà: rịa
    bạc: liêu
    bắc: giang, kạn, ninh
    bến: tre
    bình: dương, định, phước, thuận
    cà: mau
    cao: bằng
    cần: thơ
    đà: nẵng
    đắk: lắk, nông
    điện: biên
    đồng: nai, tháp
    gia: lai
    hà: giang, nam, nội, tĩnh
    hải: dương, phòng
    hậu: giang
    hòa: bình
    hoà: bình
    hưng: yên
    khánh: hòa, hoà
    kiên: giang
    kon: tum
    lai: châu
    lạng: sơn
    lào: cai
    lâm: đồng
    long: an
    nam: định
    nghệ: an
    ninh: bình, thuận
    phú: thọ, yên
    quảng: bình, nam, ngãi, ninh, trị
    sóc: trăng
    sơn: la
    tây: ninh
    thanh: hóa, hoá
    thái: bình, nguyên
    tiền: giang
    trà: vinh
    tuyên: quang
    vĩnh: long, phúc
    vị: xuyên
    vũng: tàu
    yên: bái
    """.strip().splitlines()
    for first, _, seconds in [line.strip().partition(": ")]
    for second in seconds.split(", ")
)
